package io.backstop.node.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells a process from another that was given its id later.
 *
 * @param pid the process id
 * @param started when it began
 * @param word a word of its command line that no other process has, such as the path of its configuration
 */
record ProcessMark(long pid, Instant started, String word) {
    /** The system's idea of when it began itself, and with it of every start, wanders by a second as clocks are set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The mark of a process of ours that has just begun. */
    static ProcessMark of(ProcessHandle process, String word) {
        return new ProcessMark(process.pid(), process.info().startInstant().orElse(Instant.EPOCH), word);
    }

    /** The process, if it still lives: id, start and command must all fit. A zombie has no command any more. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(this::fits);
    }

    private boolean fits(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return process.isAlive()
                && info.startInstant().map(this::isStart).orElse(false)
                && info.commandLine().map(line -> line.contains(word)).orElse(false);
    }

    private boolean isStart(Instant instant) {
        return Duration.between(started, instant).abs().compareTo(TOLERANCE) <= 0;
    }
}
