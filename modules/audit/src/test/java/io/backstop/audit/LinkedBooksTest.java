package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two lending protocols, three parties, a token and a hedged population at a venue, under every check. */
class LinkedBooksTest {
    @Test
    void everyInvariantHoldsAtEveryCloseAndTheFactsReplay() {
        ResolvedScenario scenario = Linked.scenario();

        Outcome outcome = Outcome.audited(scenario);

        assertThat(outcome.audit())
                .hasSize(12)
                .noneMatch(InvariantResult::nothingToCheck)
                .allSatisfy(result -> assertThat(result.ticks()).isEqualTo(scenario.ticks()));
    }

    @Test
    void everyChannelIsChecked() {
        List<Fact> facts = Linked.run().facts();

        assertThat(facts)
                .anyMatch(fact ->
                        fact instanceof DebtFact.LendingSettled s && !s.hedges().isEmpty());
        assertThat(facts)
                .anyMatch(fact -> fact instanceof DebtFact.PartiesSettled s
                        && !s.defaults().isEmpty());
        assertThat(facts)
                .anyMatch(fact -> fact instanceof DebtFact.PartiesSettled s
                        && !s.payments().isEmpty());
        assertThat(facts)
                .anyMatch(fact -> fact instanceof DebtFact.PartiesSettled s
                        && !s.redemptions().isEmpty());
    }
}
