package io.backstop.kernel.example;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.Query;
import io.backstop.kernel.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * A bank with branches and accounts: the root opens rounds, in each round every branch books an amount on some of its
 * accounts, an account refuses to be overdrawn, and the branches' totals are read between the rounds.
 *
 * @param run the run's name
 * @param branches how many branches; each has a partition of its own
 * @param accounts how many accounts a branch has
 * @param rounds how many rounds the root opens
 * @param window how many accounts a branch asks at once
 */
public record Bank(String run, int branches, int accounts, int rounds, int window) implements EntityFactory {
    /** The root's address. */
    public EntityId root() {
        return new EntityId(run, "bank", 0, EntityKind.RUN, "root");
    }

    /** A branch's address. */
    public EntityId branch(int branch) {
        return new EntityId(run, "bank", branch, EntityKind.MARGIN_ENGINE, "branch-" + branch);
    }

    /** An account's address. */
    public EntityId account(int branch, int account) {
        return new EntityId(run, "bank", branch, EntityKind.ACCOUNT, branch + "-" + account);
    }

    @Override
    public Entity<?, ?> entity(EntityId id) {
        return switch (id.kind()) {
            case MARGIN_ENGINE -> new BranchEntity(this, id.partition());
            case ACCOUNT -> new AccountEntity();
            case RUN, MARKET, INSURANCE_FUND, ADL_COORDINATOR, LENDING_POOL, DEBT_REGISTER ->
                throw new IllegalArgumentException("a bank has no " + id);
        };
    }

    @Override
    public int window(EntityId id) {
        return window;
    }

    /** The root's state machine. */
    public Rounds workflow() {
        return new Rounds(this);
    }

    /** What a branch books on an account in a round: -1,000 to 1,000. */
    static long amount(int branch, int account, int round) {
        return (branch * 31L + account * 7919L + round * 104_729L) % 2001 - 1000;
    }

    /** Whether a branch asks the account in the round: two of three. */
    static boolean asks(int account, int round) {
        return (account + round) % 3 != 0;
    }

    /** Asks a branch to book a round. */
    public record BookRound(int round) implements Command {}

    /** Asks an account to book an amount. */
    public record Book(long amount) implements Command {}

    /** Asks a branch how many bookings it has ordered. */
    public record HowMany() implements Query {}

    /** A branch's or an account's answer: a number. */
    public record Amount(long value) implements Answer {}

    /** The root opened a round, knowing what the round before booked and how many bookings the branches had ordered. */
    public record RoundOpened(int round, long booked, long ordered) implements Event {}

    /** The root closed the run. */
    public record Closed(long booked, long ordered) implements Event {}

    /** A branch ordered a round's bookings. */
    public record RoundOrdered(int round) implements Event {}

    /** An account booked an amount. */
    public record Booked(long amount) implements Event {}

    /** An account refused an amount, which would have overdrawn it. */
    public record Refused(long amount) implements Event {}

    /** The root's state. */
    public record BankState(int round, long booked, boolean closed) {}

    /** What the root carries from the writing step's answers over the reads. */
    public record RoundResult(long booked) {}

    /** A branch's state: how many events it knows of each account, and how many bookings it ordered. */
    public record BranchState(List<Long> known, long ordered) {}

    /** An account's state. */
    public record AccountState(long balance) {}

    /** The root: read, open a round, read, open the next. */
    public record Rounds(Bank bank) implements Workflow<BankState, Event, RoundResult> {
        @Override
        public BankState opening(EntityId id) {
            return new BankState(0, 0, false);
        }

        @Override
        public BankState evolve(BankState state, Event event) {
            return switch (event) {
                case RoundOpened opened ->
                    new BankState(opened.round(), Math.addExact(state.booked(), opened.booked()), false);
                case Closed closed ->
                    new BankState(state.round(), Math.addExact(state.booked(), closed.booked()), true);
                default -> throw new IllegalArgumentException("not an event of the root: " + event);
            };
        }

        @Override
        public List<Entity.ChildWrite> requests(BankState state, Event event) {
            if (!(event instanceof RoundOpened opened)) {
                return List.of();
            }
            List<Entity.ChildWrite> writes = new ArrayList<>();
            for (int branch = 0; branch < bank.branches(); branch++) {
                writes.add(
                        new Entity.ChildWrite(bank.branch(branch), opened.round() - 1L, new BookRound(opened.round())));
            }
            return writes;
        }

        @Override
        public Turn<Event, RoundResult> begin(BankState state, List<Answer> answers) {
            if (state.closed()) {
                return new Finished<>();
            }
            List<ChildRead> reads = new ArrayList<>();
            for (int branch = 0; branch < bank.branches(); branch++) {
                reads.add(new ChildRead(bank.branch(branch), new HowMany()));
            }
            return new Reads<>(new RoundResult(sum(answers)), reads);
        }

        @Override
        public Turn<Event, RoundResult> proceed(BankState state, RoundResult last, List<Answer> answers) {
            return new Writes<>(
                    state.round() == bank.rounds()
                            ? new Closed(last.booked(), sum(answers))
                            : new RoundOpened(state.round() + 1, last.booked(), sum(answers)));
        }
    }

    /** A branch: turns a round into bookings. */
    record BranchEntity(Bank bank, int branch) implements Entity<BranchState, RoundOrdered> {
        @Override
        public BranchState opening(EntityId id) {
            List<Long> known = new ArrayList<>();
            for (int account = 0; account < bank.accounts(); account++) {
                known.add(0L);
            }
            return new BranchState(known, 0);
        }

        @Override
        public Answer answer(BranchState state, Query query) {
            return new Amount(state.ordered());
        }

        @Override
        public RoundOrdered decide(BranchState state, Command command) {
            if (command instanceof BookRound book) {
                return new RoundOrdered(book.round());
            }
            throw new IllegalArgumentException("a branch cannot " + command);
        }

        @Override
        public BranchState evolve(BranchState state, RoundOrdered event) {
            List<Long> known = new ArrayList<>(state.known());
            long ordered = state.ordered();
            for (int account = 0; account < known.size(); account++) {
                if (asks(account, event.round())) {
                    known.set(account, known.get(account) + 1);
                    ordered++;
                }
            }
            return new BranchState(known, ordered);
        }

        @Override
        public List<ChildWrite> requests(BranchState state, RoundOrdered event) {
            List<ChildWrite> writes = new ArrayList<>();
            for (int account = 0; account < bank.accounts(); account++) {
                if (asks(account, event.round())) {
                    writes.add(new ChildWrite(
                            bank.account(branch, account),
                            state.known().get(account) - 1,
                            new Book(amount(branch, account, event.round()))));
                }
            }
            return writes;
        }

        @Override
        public Answer reply(BranchState state, RoundOrdered event, List<Answer> children) {
            return new Amount(sum(children));
        }
    }

    /** An account: books what does not overdraw it, and answers what it booked. */
    record AccountEntity() implements Entity<AccountState, Event> {
        @Override
        public AccountState opening(EntityId id) {
            return new AccountState(1000);
        }

        @Override
        public Answer answer(AccountState state, Query query) {
            return new Amount(state.balance());
        }

        @Override
        public Event decide(AccountState state, Command command) {
            if (command instanceof Book book) {
                return state.balance() + book.amount() < 0 ? new Refused(book.amount()) : new Booked(book.amount());
            }
            throw new IllegalArgumentException("an account cannot " + command);
        }

        @Override
        public AccountState evolve(AccountState state, Event event) {
            return event instanceof Booked booked ? new AccountState(state.balance() + booked.amount()) : state;
        }

        @Override
        public Answer reply(AccountState state, Event event, List<Answer> children) {
            return new Amount(event instanceof Booked booked ? booked.amount() : 0);
        }
    }

    private static long sum(List<Answer> answers) {
        long sum = 0;
        for (Answer answer : answers) {
            if (!(answer instanceof Amount number)) {
                throw new IllegalArgumentException("not a number: " + answer);
            }
            sum = Math.addExact(sum, number.value());
        }
        return sum;
    }
}
