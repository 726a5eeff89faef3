package io.backstop.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.backstop.scenario.debt.LendingOpening;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Tells what happened to an account of a lending protocol, or to a party, from the files of a run folder. */
final class DebtStory {
    private final Path folder;
    private final DebtNames names;
    private final List<Line> lines = new ArrayList<>();

    private record Line(BigDecimal seconds, int pass, String text) {}

    private DebtStory(Path folder, DebtNames names) {
        this.folder = folder;
        this.names = names;
    }

    /** The story of a party or of {@code protocol/account}; false if there is neither of that name. */
    static boolean print(Path folder, DebtNames names, String who, PrintStream out) throws IOException {
        DebtStory story = new DebtStory(folder, names);
        int party = names.network().find(who);
        if (party >= 0) {
            story.party(party, out);
            return true;
        }
        Optional<Integer> protocol = story.protocolOf(who);
        if (protocol.isEmpty()) {
            return false;
        }
        String account = who.substring(who.indexOf('/') + 1);
        long key = names.openings(protocol.get()).find(account);
        if (key < 0) {
            return false;
        }
        story.account(protocol.get(), key, account, out);
        return true;
    }

    private Optional<Integer> protocolOf(String who) {
        int slash = who.indexOf('/');
        for (int protocol = 0; slash > 0 && protocol < names.protocols(); protocol++) {
            if (names.protocol(protocol).equals(who.substring(0, slash))) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    // an account of a protocol

    private void account(int protocol, long key, String account, PrintStream out) throws IOException {
        String name = names.protocol(protocol);
        out.println("Account " + account + " at " + name + " in "
                + names.scenario().name() + ", seed " + names.scenario().seed() + ", rules "
                + lower(names.spec(protocol).preset().name().replace('_', '-')));
        opening(protocol, key, out);
        String prefix = name + "/";
        each(prefix + "liquidations.csv", account, "account", this::liquidation);
        each(prefix + "auctions.csv", account, "account", this::auction);
        each(prefix + "borrowers.csv", account, "account", this::borrower);
        each(prefix + "deficits.csv", account, "account", this::deficit);
        each(DebtTables.LOSSES, account, "debtor", (row, line) -> {
            if (row.getField("place").equals(name)) {
                borne(row, line);
            }
        });
        tell("Nothing happened to it: it was never liquidated and did nothing.", out);
    }

    private void opening(int protocol, long key, PrintStream out) {
        LendingOpening opening =
                new LendingOpening(names.spec(protocol).reserves().size());
        names.openings(protocol).draw((int) (key >>> Integer.SIZE), (int) key, opening);
        List<String> parts = new ArrayList<>();
        for (int reserve = 0; reserve < opening.supplied.length; reserve++) {
            add(parts, "supplied ", protocol, reserve, opening.supplied[reserve]);
            add(parts, "owed ", protocol, reserve, opening.owed[reserve]);
        }
        if (opening.cash > 0) {
            parts.add("had " + Figures.usd(opening.cash) + " USD beside it");
        }
        out.println(parts.isEmpty() ? "It opened with nothing." : "At time zero it " + String.join(", ", parts) + ".");
    }

    private void add(List<String> parts, String verb, int protocol, int reserve, long units) {
        if (units > 0) {
            int asset = names.asset(protocol, reserve);
            parts.add(verb + plain(BigDecimal.valueOf(units, names.decimals(asset))) + " " + names.assetName(asset));
        }
    }

    private void liquidation(NamedCsvRecord row, Line line) {
        add(
                line,
                "collateral counted for " + usd(row, "weighted_collateral_usd") + " against a debt of "
                        + usd(row, "debt_before_usd") + "; " + row.getField("keeper") + " repaid "
                        + row.getField("repaid_units") + " " + row.getField("debt_asset") + " and took "
                        + row.getField("seized_units") + " " + row.getField("collateral_asset") + ", which sold for "
                        + usd(row, "proceeds_usd"));
    }

    private void auction(NamedCsvRecord row, Line line) {
        String lot = row.getField("lot_units") + " " + row.getField("asset");
        String auction = "auction " + row.getField("auction");
        add(
                line,
                switch (row.getField("event")) {
                    case "KICK" -> auction + " of " + lot + " began, to raise " + usd(row, "tab_usd");
                    case "TAKE" ->
                        auction + ": " + row.getField("keeper") + " bought " + lot + " for " + usd(row, "paid_usd");
                    case "ZERO_BID" -> auction + ": " + row.getField("keeper") + " got " + lot + " for a bid of zero";
                    case "CANCEL" -> auction + " was called off; " + lot + " came back";
                    case "CLOSE" -> auction + " ended; " + usd(row, "unpaid_usd") + " were not raised";
                    default -> auction + ": " + lower(row.getField("event"));
                });
    }

    private void borrower(NamedCsvRecord row, Line line) {
        String collateral = change(row, "collateral_units", "collateral_asset");
        String debt = change(row, "debt_units", "debt_asset");
        add(
                line,
                switch (row.getField("event")) {
                    case "TOP_UP" -> "added " + collateral + " for " + usd(row, "paid_usd");
                    case "SALE" -> "sold " + collateral + " for " + usd(row, "received_usd") + " and repaid " + debt;
                    case "LEVERAGE" -> "borrowed " + debt + " and bought " + collateral;
                    case "DEPOSIT" -> "its owner moved " + usd(row, "received_usd") + " in from the venue";
                    case "REPAYMENT" -> "repaid " + debt;
                    case "REDEMPTION_ASKED" -> "asked to withdraw " + collateral;
                    case "REDEMPTION_PAID" -> "withdrew " + collateral;
                    case "SKIMMED" -> "the shutdown took " + collateral + " for " + debt;
                    default -> lower(row.getField("event"));
                });
    }

    private static String change(NamedCsvRecord row, String units, String asset) {
        String amount = row.getField(units);
        return amount.isEmpty() ? "" : plain(new BigDecimal(amount).abs()) + " " + row.getField(asset);
    }

    private void deficit(NamedCsvRecord row, Line line) {
        add(
                line,
                "without collateral it left " + row.getField("amount_units") + " " + row.getField("asset")
                        + " unpaid: deficit " + row.getField("deficit"));
    }

    private void borne(NamedCsvRecord row, Line line) {
        String payer = row.getField("payer").isEmpty() ? "" : " (" + row.getField("payer") + ")";
        add(
                line,
                "deficit " + row.getField("deficit") + " of " + usd(row, "deficit_usd") + ": " + usd(row, "amount_usd")
                        + " borne by " + ReportText.bearer(row.getField("layer")) + payer);
    }

    // a party

    private void party(int party, PrintStream out) throws IOException {
        String name = names.party(party);
        out.println("Party " + name + " in " + names.scenario().name() + ", seed "
                + names.scenario().seed());
        out.println("At time zero it had "
                + Figures.usd(names.network().opening(party).cash()) + " USD in cash and owed "
                + Figures.usd(owed(party)) + " USD.");
        moves(name);
        each(DebtTables.LOSSES, name, "debtor", (row, line) -> {
            if (row.getField("place").equals("parties")) {
                borne(row, line);
            }
        });
        each(DebtTables.LOSSES, name, "payer", (row, line) -> {
            if (row.getField("payer_kind").equals("PARTY")) {
                add(
                        line,
                        "lost " + usd(row, "amount_usd") + " on its claims on " + row.getField("debtor") + ": deficit "
                                + row.getField("deficit"));
            }
        });
        tell("Nothing happened to it.", out);
        claims(name, out);
    }

    private long owed(int party) {
        long owed = 0;
        for (int place : names.network().debtsOf(party)) {
            owed = Math.addExact(owed, names.network().debt(place).amount());
        }
        return owed;
    }

    private void moves(String name) throws IOException {
        rows(Transfers.FILE, row -> {
            boolean paid = is(row, "from_kind", "PARTY") && is(row, "from", name);
            boolean received = is(row, "to_kind", "PARTY") && is(row, "to", name);
            if (paid || received) {
                String other = row.getField(paid ? "to" : "from");
                String kind = lower(row.getField(paid ? "to_kind" : "from_kind"));
                add(
                        line(row),
                        (paid ? "paid " : "received ") + row.getField("amount_units") + " " + row.getField("asset")
                                + (paid ? " to " : " from ") + (other.isEmpty() ? kind : other) + ": "
                                + row.getField("reason")
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '));
            }
        });
    }

    private void claims(String name, PrintStream out) throws IOException {
        rows(DebtTables.CLAIMS, row -> {
            if (is(row, "debtor", name) && !row.getField("deficit").isEmpty()) {
                out.println("At the end: of " + usd(row, "owed_at_start_usd") + " to "
                        + (row.getField("creditor").isEmpty() ? "outside" : row.getField("creditor")) + " it paid "
                        + usd(row, "received_usd") + ", the rest is worth " + usd(row, "worth_at_end_usd")
                        + "; hop " + row.getField("hop") + ".");
            } else if (is(row, "creditor", name) && !row.getField("deficit").isEmpty()) {
                out.println("At the end: of its " + usd(row, "owed_at_start_usd") + " on " + row.getField("debtor")
                        + " it lost " + usd(row, "loss_usd") + ".");
            }
        });
    }

    // lines

    private void each(String file, String who, String column, BiConsumer<NamedCsvRecord, Line> reader)
            throws IOException {
        rows(file, row -> {
            if (is(row, column, who)) {
                reader.accept(row, line(row));
            }
        });
    }

    private void rows(String name, Consumer<NamedCsvRecord> row) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                rows.forEach(row);
            }
        }
    }

    private static Line line(NamedCsvRecord row) {
        return new Line(new BigDecimal(row.getField("time_s")), Integer.parseInt(row.getField("pass")), "");
    }

    private void add(Line at, String text) {
        lines.add(new Line(at.seconds(), at.pass(), text));
    }

    private void tell(String nothing, PrintStream out) {
        if (lines.isEmpty()) {
            out.println(nothing);
        }
        lines.sort(Comparator.comparing(Line::seconds).thenComparingInt(Line::pass));
        lines.forEach(line -> out.println(AccountStory.clock(line.seconds())
                + (line.pass() == 0 ? "" : ", pass " + line.pass()) + ": " + line.text()));
    }

    private static boolean is(NamedCsvRecord row, String column, String value) {
        return row.getField(column).equals(value);
    }

    private static String usd(NamedCsvRecord row, String column) {
        return Figures.usd(new BigDecimal(row.getField(column))) + " USD";
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
