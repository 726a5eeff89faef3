package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkGeneratorTest {
    private static final NetworkGenerator.Amounts AMOUNTS = new NetworkGenerator.Amounts(1_000_000, 1.0);

    private static List<String> names(int parties) {
        return IntStream.range(0, parties).mapToObj(i -> "party-" + i).toList();
    }

    @Test
    void theMeanDegreeComesOutAndTheMedianAmount() {
        List<Debt> debts = new NetworkGenerator.ErdosRenyi(5).debts(7, names(4000), AMOUNTS);
        assertThat(debts.size() / 4000.0).isCloseTo(5, within(0.1));
        assertThat(debts).noneMatch(debt -> debt.debtor() == debt.creditor());
        long below = debts.stream().filter(debt -> debt.amount() < 1_000_000).count();
        assertThat(below / (double) debts.size()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void anotherPartysNameChangesNoDebtOfMine() {
        List<String> renamed = new ArrayList<>(names(50));
        renamed.set(3, "somebody else");
        NetworkGenerator generator = new NetworkGenerator.CorePeriphery(5, 1, 0.5, 0.5, 0.1);
        assertThat(generator.debts(7, renamed, AMOUNTS).stream().filter(debt -> debt.debtor() != 3))
                .containsExactlyElementsOf(generator.debts(7, names(50), AMOUNTS).stream()
                        .filter(debt -> debt.debtor() != 3)
                        .toList());
    }

    @Test
    void aFullCoreOwesEachOther() {
        List<Debt> debts = new NetworkGenerator.CorePeriphery(4, 1, 0, 0, 0).debts(7, names(10), AMOUNTS);
        assertThat(debts).hasSize(12).allMatch(debt -> debt.debtor() < 4 && debt.creditor() < 4);
    }

    @Test
    void aRingHasOneDebtForEach() {
        NetworkGenerator.Amounts equal = new NetworkGenerator.Amounts(5, 0);
        assertThat(new NetworkGenerator.Ring().debts(7, names(3), equal))
                .containsExactly(new Debt(0, 1, 5), new Debt(1, 2, 5), new Debt(2, 0, 5));
    }
}
