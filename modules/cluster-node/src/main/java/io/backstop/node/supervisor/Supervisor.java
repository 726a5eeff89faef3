package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One cluster in its folder from start to end: the lock, what was left behind, the nodes, the verbs, and the end of it all. */
public final class Supervisor {
    /** The verbs that it answers; {@link ControlClient} asks. */
    public enum Verb {
        /** Waits until all nodes are up; then as {@link #STATUS}. */
        AWAIT,
        /** {@link ClusterStatus#toJson}. */
        STATUS,
        /** The HTTP addresses of the nodes that are up, and the token that they ask for. */
        ACCESS,
        /** Ends all. */
        DOWN,
        /** Another node, or the named one once more. */
        ADD,
        /** {@code SIGKILL} to the named node. */
        KILL,
        /** {@code SIGSTOP}. */
        PAUSE,
        /** {@code SIGCONT}. */
        RESUME,
        /** {@code SIGTERM}. */
        STOP,
        /** Cuts links between the groups, each a word with commas. */
        PARTITION,
        /** Lets all links pass. */
        HEAL
    }

    /** What a verb that changes something tells the person. */
    public static final String LINE = "line";

    /** In the answer to {@link Verb#ACCESS}: addresses. */
    public static final String NODES = "nodes";

    /** In the answer to {@link Verb#ACCESS}: the token; left out if they ask for none. */
    public static final String TOKEN = "token";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 10;

    private final ClusterPlan plan;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch endWanted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock adding = new ReentrantLock();
    private final CompletableFuture<LocalCluster> cluster = new CompletableFuture<>();

    private Supervisor(ClusterPlan plan, Consumer<String> talk) {
        this.plan = plan;
        listeners.add(talk);
    }

    /**
     * Runs a cluster until somebody ends it, by a signal or by {@code down}.
     *
     * @param talk progress and what happens to nodes, line by line
     * @param whenUp called once all nodes are up
     * @throws CommandFailure if the folder has a supervisor already, or the cluster does not come up
     */
    public static void run(ClusterPlan plan, Consumer<String> talk, Consumer<ClusterStatus> whenUp) {
        try (FolderHold hold = FolderHold.take(plan.folder(), talk)) {
            new Supervisor(plan, talk).runToItsEnd(hold.folder(), whenUp);
        }
    }

    /**
     * Ends the cluster of a folder, or what a killed supervisor left of it, and returns when all is gone.
     *
     * @throws CommandFailure if there is nothing to end
     */
    public static void down(ClusterFolder folder, Consumer<String> talk) {
        ClusterRecord record =
                folder.record().orElseThrow(() -> CommandFailure.badInput("no cluster runs in " + folder.path()));
        if (folder.isFree()) {
            FolderHold.take(folder, talk).close();
        } else {
            new ControlClient(folder).ask(Verb.DOWN, List.of(), talk);
            record.supervisor().alive().ifPresent(Supervisor::awaitEnd);
        }
    }

    private static void awaitEnd(ProcessHandle supervisor) {
        supervisor
                .onExit()
                .completeOnTimeout(supervisor, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void runToItsEnd(ClusterFolder folder, Consumer<ClusterStatus> whenUp) {
        Interruption interruption = Interruption.arm(endWanted::countDown);
        Control control = Control.open(folder, this::handle);
        try {
            supervise(whenUp);
            interruption.completed(0);
        } catch (CommandFailure failure) {
            cluster.completeExceptionally(failure);
            throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            folder.clear();
            ended.countDown();
            control.close();
            interruption.disarm();
        }
    }

    private void supervise(Consumer<ClusterStatus> whenUp) throws InterruptedException {
        try (LocalCluster started = LocalCluster.start(plan, this::say, () -> endWanted.getCount() == 0)) {
            whenUp.accept(started.status());
            cluster.complete(started);
            endWanted.await();
            say("stopping " + String.join(", ", started.running()));
        }
    }

    private void say(String line) {
        listeners.forEach(listener -> listener.accept(line));
    }

    private ObjectNode handle(String word, JsonNode words, Consumer<String> asker) throws InterruptedException {
        Verb verb = verb(word);
        listeners.add(asker);
        try {
            return answer(verb, strings(words));
        } finally {
            listeners.remove(asker);
        }
    }

    private static Verb verb(String word) {
        try {
            return Verb.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("this supervisor knows no verb '" + word + "'; is it of an older build?", e);
        }
    }

    private static List<String> strings(JsonNode words) {
        List<String> strings = new ArrayList<>();
        words.forEach(word -> strings.add(word.asText()));
        return strings;
    }

    /** The cluster once it is up, or why it does not come up. */
    private LocalCluster awaited() throws InterruptedException {
        try {
            return cluster.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandFailure told
                    ? told
                    : CommandFailure.atRunTime("the cluster does not come up: " + e.getMessage(), e);
        }
    }

    private LocalCluster up() {
        LocalCluster started = cluster.getNow(null);
        if (started == null) {
            throw CommandFailure.atRunTime("the cluster is not up yet", null);
        }
        if (endWanted.getCount() == 0) {
            throw CommandFailure.atRunTime("the cluster is stopping", null);
        }
        return started;
    }

    private ObjectNode answer(Verb verb, List<String> words) throws InterruptedException {
        return switch (verb) {
            case AWAIT -> awaited().status().toJson();
            case STATUS -> up().status().toJson();
            case ACCESS -> access(up());
            case DOWN -> {
                endWanted.countDown();
                ended.await();
                yield line("stopped");
            }
            case ADD -> added(words.isEmpty() ? null : words.getFirst());
            case KILL -> {
                up().kill(words.getFirst());
                yield line("killed " + words.getFirst());
            }
            case PAUSE -> {
                up().pause(words.getFirst());
                yield line("paused " + words.getFirst());
            }
            case RESUME -> {
                up().resume(words.getFirst());
                yield line("resumed " + words.getFirst());
            }
            case STOP -> {
                boolean left = up().stop(words.getFirst());
                yield line(words.getFirst() + (left ? " has left" : " did not leave in time and was killed"));
            }
            case PARTITION -> {
                up().partition(words.stream().map(Supervisor::group).toList());
                yield line("cut the links between " + String.join(" and ", words));
            }
            case HEAL -> {
                up().links().heal();
                yield line("all links pass");
            }
        };
    }

    private static ObjectNode access(LocalCluster started) {
        ObjectNode access = MAPPER.createObjectNode();
        started.httpOfUp().forEach(access.putArray(NODES)::add);
        started.token().ifPresent(token -> access.put(TOKEN, token));
        return access;
    }

    private static List<String> group(String word) {
        return List.of(word.split(",", -1));
    }

    private static ObjectNode line(String words) {
        return MAPPER.createObjectNode().put(LINE, words);
    }

    private ObjectNode added(@Nullable String name) throws InterruptedException {
        LocalCluster started = up();
        adding.lockInterruptibly();
        try {
            String node = started.add(name);
            return line("added " + node).put("node", node);
        } finally {
            adding.unlock();
        }
    }
}
