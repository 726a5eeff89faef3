package io.backstop.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {
    private final StringWriter text = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyCoveredKindGivesItsValues() throws URISyntaxException {
        URL vectors = Objects.requireNonNull(ConformanceTest.class.getResource("vectors.json"));
        int exitCode = run(Path.of(vectors.toURI()));
        assertThat(output()).doesNotContain("FAILED").endsWith("0 failed, 1 skipped");
        assertThat(output()).contains("skipped of-another-world: 1");
        assertThat(exitCode).isZero();
    }

    @Test
    void everyKindOfLendingGivesItsValues() throws URISyntaxException {
        URL vectors = Objects.requireNonNull(ConformanceTest.class.getResource("lending.json"));
        run(Path.of(vectors.toURI()));
        assertThat(output()).endsWith("22 passed, 0 failed, 0 skipped");
    }

    @Test
    void amountsAreScaledWhereTheToleranceIsFinerThanMicroDollars() throws IOException {
        String inputs = "{\"price\": 3, \"tab\": 100, \"lot\": 50, \"chost\": 30, \"amt\": 50}";
        run(tolerant("maker-clip", inputs, "{\"slice\": 33.33333333}", "1e-8"));
        assertThat(output())
                .startsWith("v (maker-clip): amounts scaled by 10^4, to units of 10^-10;")
                .endsWith("1 passed, 0 failed, 0 skipped");
    }

    @Test
    void anOverflowThatForbidsTheScaleIsNamed() throws IOException {
        String inputs = "{\"price\": 3, \"tab\": 100000000000, \"lot\": 50, \"chost\": 30, \"amt\": 50}";
        run(tolerant("maker-clip", inputs, "{\"paid\": 150}", "1e-12"));
        assertThat(output()).startsWith("v (maker-clip): amounts overflow 64 bits below units of 10^-6");
    }

    @Test
    void aRuleThatCollectsMoreThanTheLossSaysSo() throws IOException {
        String inputs = "{\"loss_usd\": -100, \"oi_long\": 7, \"oi_short\": -4}";
        run(vector("socialised-loss-per-unit-ceiling-rounding", inputs, "{\"delta\": 9.09091}"));
        assertThat(output())
                .startsWith("v (socialised-loss-per-unit-ceiling-rounding): does not conserve: both sides"
                        + " pay 100.00001 for a loss of 100; rounding up collects the difference");
    }

    @Test
    void aFailureNamesVectorFieldExpectationAndResult() throws IOException {
        int exitCode =
                run(vector("liquidation-predicate", "{\"equity\": 9, \"mmr\": 10}", "{\"liquidatable\": false}"));
        assertThat(output())
                .isEqualTo("FAILED v (liquidation-predicate): liquidatable: expected false, got true\n"
                        + "0 passed, 1 failed, 0 skipped");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aNumberMatchesWithinHalfAUnitOfItsLastDigit() throws IOException {
        String inputs = "{\"unrealised\": 40.2, \"wallet\": 4.27, \"margin_ratio\": 0.1342}";
        assertThat(run(vector("binance-leveragepnl-score", inputs, "{\"leverage_pnl\": 1.26}")))
                .isZero();
        assertThat(run(vector("binance-leveragepnl-score", inputs, "{\"leverage_pnl\": 1.260}")))
                .isEqualTo(1);
        assertThat(run(vector("binance-leveragepnl-score", inputs, "{\"leverage_pnl\": 1.260, \"tolerance\": 0.01}")))
                .isZero();
    }

    @Test
    void amountsAreScaledUntilTheirRoundingIsBelowTheTolerance() throws IOException {
        String inputs = "{\"L\": [[0, 1], [0, 0]], \"externalAssets\": [1, 0], \"externalLiabilities\": [2, 0]}";
        assertThat(run(vector(
                        "eisenberg-noe",
                        inputs,
                        "{\"payments\": [1, 0], \"equity\": [0, \"1/3\"], \"tolerance\": 1e-9}")))
                .isZero();
        assertThat(output())
                .startsWith("v (eisenberg-noe): amounts scaled by 10^4, to units of 10^-10; rounding 1.0e-10 is");
    }

    @Test
    void amountsThatOverflowBeforeTheyAreFineEnoughAreNamed() throws IOException {
        String inputs = "{\"L\": [[0, 1e9], [0, 0]], \"externalAssets\": [1e9, 0], \"externalLiabilities\": [2e9, 0]}";
        assertThat(run(vector("eisenberg-noe", inputs, "{\"payments\": [1e9, 0], \"tolerance\": 1e-12}")))
                .isEqualTo(1);
        assertThat(output()).contains("overflow before rounding is below the tolerance");
    }

    @Test
    void proseIsIgnoredButAMissingIdIsNot() throws IOException {
        String inputs = "{\"equity\": 9, \"mmr\": 10}";
        assertThat(run(vector("liquidation-predicate", inputs, "{\"meaning\": \"some words\"}")))
                .isZero();
        assertThat(run(vector("liquidation-predicate", inputs, "{\"order\": [\"A\"]}")))
                .isEqualTo(1);
    }

    @Test
    void aVectorWithoutItsInputsFails() throws IOException {
        assertThat(run(vector("insurance-fund-gate", "{}", "{\"allowed\": true}")))
                .isEqualTo(1);
        assertThat(output()).contains("no input fund_balance");
    }

    @Test
    void aFileThatIsNoListOfVectorsIsBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), "{\"vectors\": [{\"id\": \"v\"}]}");
        unreadable(file, ": vector 1 (v) needs an id, a kind");
        unreadable(Files.writeString(folder.resolve("worse.json"), "{"), ": not JSON: ");
        unreadable(folder.resolve("missing.json"), ": no such file");
    }

    private void unreadable(Path file, String words) {
        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UnreadableVectors.class)
                .hasMessageStartingWith(file + words);
        assertThat(output()).isEmpty();
    }

    private Path vector(String kind, String inputs, String expected) throws IOException {
        String text = "[{\"id\": \"v\", \"kind\": \"" + kind + "\", \"inputs\": " + inputs + ", \"expected\": "
                + expected + "}]";
        return Files.writeString(folder.resolve("vector.json"), text);
    }

    private Path tolerant(String kind, String inputs, String expected, String tolerance) throws IOException {
        String text = "[{\"id\": \"v\", \"kind\": \"" + kind + "\", \"inputs\": " + inputs + ", \"expected\": "
                + expected + ", \"tolerance\": " + tolerance + "}]";
        return Files.writeString(folder.resolve("vector.json"), text);
    }

    private int run(Path file) {
        return Conformance.run(List.of(file), new PrintWriter(text));
    }

    private String output() {
        return text.toString().strip().replace("\r\n", "\n");
    }
}
