package io.backstop.report;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.Fact;

/** {@code transfers.csv}: every movement of money or units between two holders that is no trade of a position. */
final class Transfers {
    static final String FILE = "transfers.csv";

    private final TableSet tables;
    private final ResolvedScenario scenario;

    Transfers(TableSet tables, ResolvedScenario scenario) {
        this.tables = tables;
        this.scenario = scenario;
    }

    /** Who gives or takes; a kind of one member has no name. */
    record Holder(String kind, String name) {
        static final Holder OUTSIDE = new Holder("OUTSIDE", "");

        static Holder of(Fact.Party party) {
            return new Holder(party.kind().name(), party.name());
        }
    }

    /** When: a pass of a tick, 0 outside of passes. */
    record Time(long tick, int pass) {}

    /**
     * Writes a line.
     *
     * @param deficit id of the deficit that it pays, or empty
     */
    void add(Time time, Holder from, Holder to, int asset, long amount, String reason, String deficit) {
        CsvTable row = tables.row(FILE, Columns.TRANSFERS, time.tick(), time.pass())
                .text(from.kind())
                .text(from.name())
                .text(to.kind())
                .text(to.name());
        if (asset == ReserveSpec.USD) {
            row.text(DebtNames.DOLLARS).money(amount);
        } else {
            row.text(scenario.assets().get(asset).name())
                    .decimal(amount, scenario.assets().get(asset).unitDecimals());
        }
        row.text(reason).text(deficit).end();
    }
}
