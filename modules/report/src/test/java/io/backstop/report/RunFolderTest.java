package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.scenario.ResolvedScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final ResolvedScenario SCENARIO = Samples.scenario(3, "BTC");

    @TempDir
    Path directory;

    @Test
    void equalFactsGiveEqualBytes() throws IOException {
        Path first = write("first");
        Path second = write("second");

        assertThat(names(first)).isEqualTo(names(second)).contains("manifest.json", "summary.json", "levies.csv");
        for (String name : names(first)) {
            if (!name.equals(RunFolder.MANIFEST)) {
                assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
            }
        }
    }

    @Test
    void aLiquidationHasPriceMarginAndBankruptcyValueInDollars() throws IOException {
        assertThat(Files.readAllLines(write("run").resolve("liquidations.csv")))
                .startsWith(
                        "time_s,tick,pass,account,market,exit,size_units,notional_usd,price_usd,consideration_usd,fee_usd,"
                                + "realised_pnl_usd,equity_before_usd,maintenance_margin_usd,bankruptcy_value_usd,cool_down_until_s",
                        "2,2,1,csv-alice,BTC,BOOK,-100,9000,89,-8900,0,-1100,200,250,-8800,");
    }

    @Test
    void aDeleveragingHasHaircutProfitAndNotionalApart() throws IOException {
        assertThat(Files.readAllLines(write("run").resolve("adl.csv")))
                .containsExactly(
                        "time_s,tick,pass,estate_kind,estate,target,market,size_units,notional_usd,price_usd,"
                                + "consideration_usd,haircut_usd,rank,score,realised_pnl_usd,unrealised_before_usd,"
                                + "equity_before_usd,notional_before_usd,position_before_units,hedged,estate_realised_pnl_usd",
                        "3,3,1,ACCOUNT,csv-carol,csv-dave,BTC,300,24000,90,27000,3000,1,1.5,6000,12000,1000000,50000,-600,false,-3000",
                        "3,3,1,VAULT,,\"csv-erin, \"\"the\"\" whale\",BTC,10,800,90,900,100,2,0.75,200,400,200000,50000,-20,"
                                + "false,0");
    }

    @Test
    void aDeficitHasALineForEachLayerAndForWhatIsOpen() throws IOException {
        assertThat(Files.readAllLines(write("run").resolve("waterfall.csv")))
                .containsExactly(
                        "time_s,tick,pass,deficit,account,deficit_usd,layer,payer,amount_usd",
                        "3,3,1,3.1/csv-carol,csv-carol,4000,ADL,ACCOUNT,3000",
                        "3,3,1,3.1/csv-carol,csv-carol,4000,PARENT,PARENT,600",
                        "3,3,1,3.1/csv-carol,csv-carol,4000,CARRIED,,0",
                        "3,3,1,3.1/csv-carol,csv-carol,4000,OPEN,,400",
                        "3,3,1,3.1/csv-carol,csv-carol,4000,OVERSHOOT,,0");
    }

    @Test
    void aTickHasALineForEachMarketAndOneForTheVenue() throws IOException {
        Path run = write("run");

        assertThat(Files.readAllLines(run.resolve("ticks.csv")))
                .hasSize(4)
                .element(2)
                .isEqualTo("2,2,BTC,90.5,90,20000,10000,20000,0,1000,0,25,-5,13500,18000,0,0,0,4500,0");
        assertThat(Files.readAllLines(run.resolve("venue.csv")))
                .hasSize(4)
                .element(3)
                .isEqualTo("3,3,5000,4970,0,0,10000,9700,1000,1100,20000,2,2,false,1,0.000003,4000,400,d3");
        assertThat(Files.readAllLines(run.resolve("levies.csv")))
                .element(1)
                .isEqualTo("3,3,FUNDING,BTC,80,1,100000,,,80,-79,0,-1,0");
        assertThat(Files.readAllLines(run.resolve("unwinds.csv")))
                .element(1)
                .isEqualTo("2,2,1,VAULT,BTC,-50,4500,-4450,-50");
        assertThat(Files.readAllLines(run.resolve("transfers.csv")))
                .element(2)
                .isEqualTo("3,3,1,PARENT,,ACCOUNT,csv-carol,USD,600,DEFICIT,3.1/csv-carol");
        assertThat(Files.readAllLines(run.resolve("triggers.csv")))
                .element(1)
                .isEqualTo("3,3,1,ACCOUNT,csv-carol,4000");
        assertThat(Files.readAllLines(run.resolve("collateral.csv")))
                .element(1)
                .isEqualTo("2,2,1,csv-alice,ETH,0.5,900");
    }

    @Test
    void theManifestComesLastAndNamesEveryFileWithItsHash() throws IOException {
        Path folder = directory.resolve("run");
        try (RunFolder run = RunFolder.create(folder, SCENARIO, "source", "resolved", Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            assertThat(folder.resolve(RunFolder.MANIFEST)).doesNotExist();
            run.complete(Samples.BALANCED, null, Samples.END);
        }

        String manifest = Files.readString(folder.resolve(RunFolder.MANIFEST));
        for (String name : names(folder)) {
            if (!name.equals(RunFolder.MANIFEST)) {
                assertThat(manifest).contains("\"" + name + "\"");
            }
        }
        assertThat(manifest)
                .contains("\"wallSeconds\" : 2.5")
                // sha256 of "source"
                .contains("41cf6794ba4200b839c53531555f0f3998df4cbb01a4d5cb0b94e3ca5e23947d");
    }

    @Test
    void aRunThatEndsEarlyLooksIncomplete() throws IOException {
        Path folder = directory.resolve("run");
        try (RunFolder run = RunFolder.create(folder, SCENARIO, "", "", Samples.INFO)) {
            Samples.threeTicks().subList(0, 4).forEach(run::accept);
        }

        assertThat(names(folder)).doesNotContain(RunFolder.MANIFEST, "summary.json", "report.html");
    }

    @Test
    void aResumedRunStartsItsFilesAgainAndKeepsTheJournal() throws IOException {
        Path whole = write("whole");
        Path folder = directory.resolve("run");
        try (RunFolder run = RunFolder.create(folder, SCENARIO, "source", "resolved", Samples.INFO)) {
            Samples.threeTicks().subList(0, 5).forEach(run::accept);
        }
        Files.createDirectory(folder.resolve("journal"));
        try (RunFolder run = RunFolder.recreate(folder, SCENARIO, "source", "resolved", Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }

        assertThat(folder.resolve("journal")).exists();
        assertThat(folder.resolve("adl.csv")).hasSameBinaryContentAs(whole.resolve("adl.csv"));
    }

    @Test
    void refusesAFolderWithFiles() throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> RunFolder.create(directory, SCENARIO, "", "", Samples.INFO))
                .isInstanceOfSatisfying(
                        RunFolderException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("exists and is not empty");
        assertThat(names(directory)).containsExactly("mine.txt");
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> RunFolder.create(file, SCENARIO, "", "", Samples.INFO))
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> RunFolder.create(file.resolve("run"), SCENARIO, "", "", Samples.INFO))
                .isInstanceOfSatisfying(
                        RunFolderException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("cannot write the run folder");
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskEndsTheRunWithoutAManifest() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("run"));
        RunFolder run = RunFolder.create(folder, SCENARIO, "", "", Samples.INFO);
        Files.createSymbolicLink(folder.resolve("summary.json"), Path.of("/dev/full"));
        Samples.threeTicks().forEach(run::accept);

        assertThatThrownBy(() -> run.complete(Samples.BALANCED, null, Samples.END))
                .isInstanceOfSatisfying(
                        RunFolderException.class, e -> assertThat(e.exitCode()).isEqualTo(3))
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("incomplete");
        assertThat(folder.resolve(RunFolder.MANIFEST)).doesNotExist();
    }

    private Path write(String name) {
        Path folder = directory.resolve(name);
        try (RunFolder run = RunFolder.create(folder, SCENARIO, "source", "resolved", Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }
        return folder;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
