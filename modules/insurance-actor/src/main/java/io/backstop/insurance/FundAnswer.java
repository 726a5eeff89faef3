package io.backstop.insurance;

import io.backstop.kernel.Answer;

/** What an insurance fund answers. */
public sealed interface FundAnswer extends Answer {
    /** The state. */
    record View(InsuranceFund fund) implements FundAnswer {}

    /**
     * For each claim what the fund pays in micro-dollars (0 for a takeover that costs nothing), or {@link #REFUSED}.
     */
    record Grants(long[] paid) implements FundAnswer {
        /** The claim is refused. */
        public static final long REFUSED = -1;
    }

    /** A writing step is done. */
    record Done() implements FundAnswer {}
}
