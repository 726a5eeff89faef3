package io.backstop.benchmarks;

import io.backstop.kernel.example.Bank;
import io.backstop.node.runtime.ClusterOptions;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.NodeConfig;
import io.backstop.shell.codec.KryoTable;
import io.backstop.shell.example.BankCodecs;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * The plain form of the bank, as the documentation of Pekko has it: account actors that persist one event a command and reply
 * to a reference, driven by one actor a branch with as many commands in
 * flight, and as the shell's tree it waits for all branches before the next round. No chain, no checksum, no step, no sharding.
 */
final class BareActors {
    private BareActors() {}

    /** Asks an account to book an amount. */
    record Book(long amount, ActorRef<? super Done> replyTo) {}

    /** What a driver hears. */
    sealed interface Heard {}

    /** An account has booked. */
    record Done(int account) implements Heard {}

    /** All drivers have finished the round; the shell's tree waits as well. */
    record NextRound() implements Heard {}

    /** An account booked an amount; stored as 16 bytes, as many as the shell's event of the same amount. */
    record Booked(long amount) {}

    /** Runs the bank's bookings; returns events stored each second. */
    static double run(Bank bank, Path folder) {
        Journal.H2 journal = new Journal.H2(folder);
        JournalStore store = new JournalStore(journal);
        CompletableFuture<Long> end = new CompletableFuture<>();
        ActorSystemSetup setup = ActorSystemSetup.create(
                BootstrapSetup.create(
                        NodeConfig.of(ClusterOptions.lone(journal), new KryoTable(List.of(new BankCodecs())))),
                SerializationSetup.create(system ->
                        List.of(SerializerDetails.create("bare", new BookedSerializer(), List.of(Booked.class)))));
        CompletableFuture<Long> begin = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(guardian(bank, begin, end), "bare", setup);
        long nanoseconds = end.join() - begin.join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        return store.events(bank.run()) * 1e9 / nanoseconds;
    }

    private static Behavior<Void> guardian(Bank bank, CompletableFuture<Long> begin, CompletableFuture<Long> end) {
        return Behaviors.setup(context -> {
            AtomicInteger open = new AtomicInteger(bank.branches());
            List<ActorRef<Heard>> branches = new ArrayList<>();
            AtomicInteger rounds = new AtomicInteger(bank.rounds());
            begin.complete(System.nanoTime());
            for (int branch = 0; branch < bank.branches(); branch++) {
                int number = branch;
                branches.add(context.spawn(
                        Behaviors.<Heard>setup(child -> new Branch(child, bank, number, () -> {
                            if (open.decrementAndGet() > 0) {
                                return;
                            }
                            open.set(bank.branches());
                            if (rounds.decrementAndGet() == 0) {
                                end.complete(System.nanoTime());
                            } else {
                                branches.forEach(each -> each.tell(new NextRound()));
                            }
                        })),
                        "branch-" + branch));
            }
            branches.forEach(each -> each.tell(new NextRound()));
            return Behaviors.empty();
        });
    }

    /** Drives its accounts round by round. */
    private static final class Branch extends AbstractBehavior<Heard> {
        private final Bank bank;
        private final int branch;
        private final Runnable whenDone;
        private final List<ActorRef<Book>> accounts;
        private int round;
        private int next;
        private int inFlight;

        private Branch(ActorContext<Heard> context, Bank bank, int branch, Runnable whenDone) {
            super(context);
            this.bank = bank;
            this.branch = branch;
            this.whenDone = whenDone;
            this.accounts = new ArrayList<>();
            for (int account = 0; account < bank.accounts(); account++) {
                int number = account;
                accounts.add(context.spawn(
                        Behaviors.setup(child ->
                                new Account(bank.account(branch, number).path(), number)),
                        "account-" + account));
            }
        }

        private void fill() {
            while (inFlight < bank.window() && next < bank.accounts()) {
                if ((next + round) % 3 != 0) {
                    accounts.get(next)
                            .tell(new Book(
                                    next * 7919L % 2001 - 1000 + branch,
                                    getContext().getSelf()));
                    inFlight++;
                }
                next++;
            }
        }

        @Override
        public Receive<Heard> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Done.class, this::onDone)
                    .onMessage(NextRound.class, this::onNextRound)
                    .build();
        }

        private Behavior<Heard> onNextRound(NextRound nextRound) {
            round++;
            next = 0;
            fill();
            return this;
        }

        private Behavior<Heard> onDone(Done done) {
            inFlight--;
            fill();
            if (inFlight == 0) {
                whenDone.run();
            }
            return this;
        }
    }

    private static final class Account extends EventSourcedBehavior<Book, Booked, Long> {
        private final int number;

        private Account(String path, int number) {
            super(PersistenceId.ofUniqueId(path));
            this.number = number;
        }

        @Override
        public Long emptyState() {
            return 1000L;
        }

        @Override
        public CommandHandler<Book, Booked, Long> commandHandler() {
            return (balance, book) -> Effect()
                    .persist(new Booked(book.amount()))
                    .thenRun(state -> book.replyTo().tell(new Done(number)));
        }

        @Override
        public EventHandler<Long, Booked> eventHandler() {
            return (balance, booked) -> balance + booked.amount();
        }
    }

    private static final class BookedSerializer extends SerializerWithStringManifest {
        private static final int BYTES = 16;

        @Override
        public int identifier() {
            return 20_262;
        }

        @Override
        public String manifest(Object value) {
            return "event/bank.booked:1";
        }

        @Override
        public byte[] toBinary(Object value) {
            return ByteBuffer.allocate(BYTES).putLong(((Booked) value).amount()).array();
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) {
            return new Booked(ByteBuffer.wrap(bytes).getLong());
        }
    }
}
