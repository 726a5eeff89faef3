package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.node.runtime.Journal.Database;
import io.backstop.shell.Backoff;
import io.backstop.shell.Envelope;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import io.backstop.shell.example.BankCodecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The worked example on each runtime: the in-process run says what the journals must hold. */
final class Banks {
    static final KryoTable TABLE = new KryoTable(List.of(new BankCodecs()));

    private Banks() {}

    static ClusterRuntime cluster(Bank bank, Journal journal) {
        return cluster(bank, ClusterOptions.lone(journal));
    }

    static ClusterRuntime cluster(Bank bank, ClusterOptions options) {
        Backoff quick = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));
        return new ClusterRuntime(bank, bank.workflow(), bank.root(), TABLE, options.asking(quick));
    }

    static List<Recorded> rootEvents(ClusterRuntime runtime) {
        List<Recorded> events = new ArrayList<>();
        runtime.run(events::add);
        return events;
    }

    static Map<String, List<Recorded>> expected(Bank bank) {
        InProcessRuntime runtime = new InProcessRuntime(bank, bank.workflow(), bank.root(), Options.journaled());
        runtime.run(event -> {});
        Map<String, List<Recorded>> histories = new TreeMap<>();
        for (Map.Entry<EntityId, List<Recorded>> history : runtime.journal().entrySet()) {
            histories.put(history.getKey().path(), history.getValue());
        }
        return histories;
    }

    static Map<String, List<Recorded>> stored(Database database, Bank bank) {
        Map<String, List<Recorded>> histories = new TreeMap<>();
        Rows.read(database, bank.run(), row -> {
            Envelope envelope = ShellSerializer.open(TABLE, row.manifest(), row.bytes());
            Recorded recorded = envelope.recorded();
            assertThat(recorded).isNotNull();
            histories
                    .computeIfAbsent(row.persistenceId(), path -> new ArrayList<>())
                    .add(recorded);
        });
        return histories;
    }

    /** An observer that calls {@code then} once the root has recorded the event of the number. */
    static Consumer<Recorded> at(long number, Runnable then) {
        return recorded -> {
            if (recorded.number() == number) {
                then.run();
            }
        };
    }
}
