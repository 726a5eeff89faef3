package io.backstop.node.schedule;

import io.backstop.audit.Invariants;
import io.backstop.kernel.inprocess.Fault;
import io.backstop.kernel.inprocess.Faults;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.NoLiveness;
import io.backstop.kernel.inprocess.Options;
import io.backstop.node.schedule.Ending.Kind;
import io.backstop.simulation.InvariantBroken;
import java.util.ArrayList;
import java.util.List;

/** Runs one schedule of faults after the other and says how each ended. */
record Schedule(Subject subject, Undisturbed expected) {
    /** A schedule that takes so many times the messages of the undisturbed run has no end: its faults are bounded. */
    private static final long PATIENCE = 20;

    /** The schedule of a seed. */
    Ending of(long seed) {
        return of(Faults.drawn(seed));
    }

    /** The schedule that these faults give. */
    Ending of(Faults faults) {
        return run(Options.faulty(faults));
    }

    /** The schedule with exactly these faults. */
    Ending of(List<Fault> faults) {
        return run(Options.listed(faults));
    }

    /** All that goes wrong in the schedule of a seed, in order. */
    List<Fault> faults(long seed) {
        List<Fault> faults = new ArrayList<>();
        Ending unused = run(Options.faulty(Faults.drawn(seed)).noting(faults::add));
        return faults;
    }

    private Ending run(Options options) {
        InProcessRuntime runtime = new InProcessRuntime(
                subject.cells(new Invariants()),
                options.within(PATIENCE * expected.counts().delivered()));
        try {
            LastFact last = new LastFact();
            runtime.run(last);
            return compare(runtime, last.digest());
        } catch (InvariantBroken e) {
            return ending(Kind.BROKEN_INVARIANT, e, runtime);
        } catch (NoLiveness e) {
            return ending(Kind.STUCK, e, runtime);
        } catch (RuntimeException e) {
            return ending(Kind.FAILED, e, runtime);
        }
    }

    private Ending compare(InProcessRuntime runtime, String digest) {
        if (!digest.equals(expected.digest())) {
            String words = "digest " + digest + " instead of " + expected.digest();
            return new Ending(Kind.OTHER_DIGEST, words, runtime.counts());
        }
        String difference = expected.difference(runtime.journal());
        return new Ending(difference.isEmpty() ? Kind.SAME : Kind.OTHER_EVENTS, difference, runtime.counts());
    }

    private static Ending ending(Kind kind, RuntimeException failure, InProcessRuntime runtime) {
        String message = failure.getMessage();
        String words = message == null ? failure.getClass().getSimpleName() : message;
        return new Ending(kind, words, runtime.counts());
    }
}
