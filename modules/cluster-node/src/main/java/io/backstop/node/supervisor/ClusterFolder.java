package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of one cluster on this machine: {@code lock}, {@code cluster.json}, {@code control}, {@code supervisor.log},
 * {@code node-1/} and so on, {@code postgres/}.
 *
 * @param path absolute
 */
public record ClusterFolder(Path path) {
    static final String RECORD = "cluster.json";
    private static final String CONTROL = "control";
    private static final String LOCK = "lock";

    /** The folder, which need not be there yet. */
    public ClusterFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** A lock that ends with the process that holds it. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw CommandFailure.atRunTime("the lock of the folder is not released: " + e.getMessage(), e);
            }
        }
    }

    /** Makes the folder and takes its lock; nothing if another process has it. */
    Optional<Lock> lock() {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot use the folder " + path + ": " + e.getMessage(), e);
        }
    }

    /** Whether nobody has its lock now. */
    boolean isFree() {
        Optional<Lock> lock = lock();
        lock.ifPresent(Lock::close);
        return lock.isPresent();
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException taken) {
            return true;
        }
    }

    /** What a supervisor has written here and not removed. */
    Optional<ClusterRecord> record() {
        return text(RECORD).map(ClusterRecord::parse);
    }

    void write(ClusterRecord record) {
        try {
            replace(RECORD, record.json());
        } catch (IOException e) {
            throw CommandFailure.atRunTime("cannot write " + path.resolve(RECORD) + ": " + e.getMessage(), e);
        }
    }

    /** How to reach the supervisor of this folder, as it has written it. */
    Optional<String> control() {
        return text(CONTROL);
    }

    void writeControl(String text) {
        try {
            replace(CONTROL, text);
        } catch (IOException e) {
            throw CommandFailure.atRunTime("cannot write " + path.resolve(CONTROL) + ": " + e.getMessage(), e);
        }
    }

    /** Removes what says that a cluster runs here, its record last. */
    void clear() {
        try {
            Files.deleteIfExists(path.resolve(CONTROL));
            Files.deleteIfExists(path.resolve(RECORD));
        } catch (IOException e) {
            throw CommandFailure.atRunTime("cannot clear " + path + ": " + e.getMessage(), e);
        }
    }

    /** Where a node keeps its configuration, its log and what it writes. */
    Path node(String name) {
        return path.resolve(name);
    }

    /** Where the database keeps its data, unless the cluster was given another one. */
    public Path postgres() {
        return path.resolve("postgres");
    }

    /** What a supervisor in the background says. */
    Path log() {
        return path.resolve("supervisor.log");
    }

    private Optional<String> text(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot read " + path.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** Whole or not at all, and for the owner alone from the first byte. */
    private void replace(String name, String text) throws IOException {
        Path part = path.resolve(name + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, ownersAlone());
        Files.writeString(part, text);
        Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private FileAttribute<?>[] ownersAlone() throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-------");
        return Files.getFileStore(path).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
