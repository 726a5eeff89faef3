package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import java.util.List;
import java.util.function.Consumer;

/** A folder that is ours alone, with nothing left in it of those who had it before. */
public final class FolderHold implements AutoCloseable {
    private final ClusterFolder folder;
    private final ClusterFolder.Lock lock;

    private FolderHold(ClusterFolder folder, ClusterFolder.Lock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes a folder and ends what a killed supervisor left running there.
     *
     * @param talk hears what was ended
     * @throws CommandFailure if another supervisor has it
     */
    public static FolderHold take(ClusterFolder folder, Consumer<String> talk) {
        FolderHold hold = new FolderHold(folder, folder.lock().orElseThrow(() -> taken(folder)));
        boolean clean = false;
        try {
            List<String> ended = LeftBehind.end(folder);
            if (!ended.isEmpty()) {
                talk.accept("ended what an earlier supervisor left: " + String.join(", ", ended));
            }
            clean = true;
            return hold;
        } finally {
            if (!clean) {
                hold.lock.close();
            }
        }
    }

    private static CommandFailure taken(ClusterFolder folder) {
        return CommandFailure.badInput("a supervisor runs in " + folder.path()
                + " already; 'backstop cluster status' shows its cluster, --folder takes another folder");
    }

    /** The folder. */
    public ClusterFolder folder() {
        return folder;
    }

    /** Gives it up, with nothing in it that says that a cluster runs. */
    @Override
    public void close() {
        folder.clear();
        lock.close();
    }
}
