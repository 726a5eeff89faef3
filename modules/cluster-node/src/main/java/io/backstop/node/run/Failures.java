package io.backstop.node.run;

import io.backstop.kernel.JournalDamaged;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.report.RunFolderException;
import io.backstop.scenario.loader.ScenarioException;
import io.backstop.simulation.InvariantBroken;

/** What each failure is to the person: one line, and whose fault. */
public final class Failures {
    private Failures() {}

    /** The failure in words. */
    public static CommandFailure of(RuntimeException failure, Whereabouts where) {
        return switch (failure) {
            case CommandFailure told -> told;
            case ScenarioException scenario -> CommandFailure.badInput(message(scenario), scenario);
            case RunFolderException folder ->
                folder.exitCode() == ScenarioException.EXIT_CODE
                        ? CommandFailure.badInput(message(folder), folder)
                        : CommandFailure.atRunTime(message(folder), folder);
            case InvariantBroken broken ->
                CommandFailure.atRunTime(message(broken) + " (in units of the sixth decimal); the run stopped", broken);
            case JournalDamaged damaged -> CommandFailure.atRunTime(message(damaged), damaged);
            case JournalUnavailable unavailable -> CommandFailure.atRunTime(message(unavailable), unavailable);
            case ArithmeticException overflow ->
                CommandFailure.atRunTime(
                        "overflow at " + where.words() + ": " + message(overflow)
                                + "; an amount left the range of 64 bits, so the scenario is too large",
                        overflow);
            default ->
                CommandFailure.atRunTime(
                        "failed at " + where.words() + ": " + failure.getClass().getSimpleName() + ": "
                                + message(failure),
                        failure);
        };
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "no message" : message;
    }
}
