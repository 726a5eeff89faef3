package io.backstop.node;

import io.backstop.report.AccountStory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backstop why}: one account's story. */
@Command(
        name = "why",
        description = "Says what happened to one account of a run, by which rule, at which price, rank and deficit.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop why runs/quickstart-1-20260115T120000000Z longs-000042",
            "",
            "Names of accounts are in liquidations.csv and adl.csv of the run folder."
        })
final class WhyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private @Nullable Path run;

    @Parameters(
            index = "1",
            paramLabel = "ACCOUNT",
            description = "The account's name; protocol/account at a lending protocol, or a party.")
    private @Nullable String account;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AccountStory.print(Arguments.given(run), Arguments.given(account), out);
        return ExitCode.DONE;
    }
}
