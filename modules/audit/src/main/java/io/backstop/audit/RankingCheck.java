package io.backstop.audit;

import io.backstop.model.RandomStream;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact;
import io.backstop.simulation.Venue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * R7 for the ADL of one pass: everyone who could have been a target is ranked again from what all held before the pass, by the
 * published formula of the ranking. A target must stand where its line says, and with a queue those before the last one gave all
 * they had, or would have been closed beyond their own bankruptcy price.
 */
final class RankingCheck {
    private static final long DOLLAR = 1_000_000;
    /** Far above what a few roundings of a double can do. */
    private static final double NEAR = 1e-12;

    private static final long PURPOSE = RandomStream.hash("adl-ranking");

    private final Venue venue;
    private final MarginCheck margin;

    RankingCheck(Venue venue) {
        this.venue = venue;
        this.margin = new MarginCheck(venue.scenario());
    }

    /** Somebody who stands elsewhere than a line says. */
    record Misplaced(String account, String what, long amount) {}

    /** One market and side in which positions were closed. */
    private record Round(int market, int side) implements Comparable<Round> {
        @Override
        public int compareTo(Round other) {
            int byMarket = Integer.compare(market, other.market);
            return byMarket != 0 ? byMarket : Integer.compare(side, other.side);
        }
    }

    /** A fraction of two products with its value in {@code double}; only neighbours are multiplied out. */
    @SuppressWarnings("ArrayRecordComponent") // compared by compareTo alone
    private record Score(double near, long[] numerators, long[] denominators) {
        static Score of(long[] numerators, long[] denominators) {
            double near = 1;
            for (long factor : numerators) {
                near *= factor;
            }
            for (long factor : denominators) {
                near /= factor;
            }
            return new Score(near, numerators, denominators);
        }

        int compareTo(Score other) {
            double error = NEAR * StrictMath.max(StrictMath.abs(near), StrictMath.abs(other.near));
            return StrictMath.abs(near - other.near) > error
                    ? Double.compare(near, other.near)
                    : product(numerators, other.denominators).compareTo(product(other.numerators, denominators));
        }

        private static BigInteger product(long[] some, long[] more) {
            BigInteger product = BigInteger.ONE;
            for (long[] factors : new long[][] {some, more}) {
                for (long factor : factors) {
                    product = product.multiply(BigInteger.valueOf(factor));
                }
            }
            return product;
        }
    }

    private record Ranked(ShadowAccount account, Score score) {}

    /** Who stands elsewhere than its line says; empty if all is well. */
    List<Misplaced> check(Fact.PassSettled pass, ShadowAccount[][] accounts) {
        TreeMap<Round, List<Fact.Deleveraging>> rounds = new TreeMap<>();
        for (Fact.Deleveraging line : pass.deleveragings()) {
            rounds.computeIfAbsent(
                            new Round(line.market(), Long.signum(line.positionBefore())), round -> new ArrayList<>())
                    .add(line);
        }
        List<Misplaced> misplaced = new ArrayList<>();
        rounds.forEach((round, lines) -> check(pass, round, lines, accounts, misplaced));
        return misplaced;
    }

    private void check(
            Fact.PassSettled pass,
            Round round,
            List<Fact.Deleveraging> lines,
            ShadowAccount[][] accounts,
            List<Misplaced> misplaced) {
        TreeMap<Long, Long> closed = new TreeMap<>();
        Score worst = null;
        int last = 0;
        for (Fact.Deleveraging line : lines) {
            long key = venue.openings().find(line.target());
            closed.merge(key, Math.absExact(line.size()), Math::addExact);
            last = Math.max(last, line.rank());
            Score score = score(pass, round, accounts[(int) (key >>> 32)][(int) key]);
            worst = worst == null || score.compareTo(worst) < 0 ? score : worst;
        }
        List<Ranked> ranking = worst == null ? List.of() : ranking(pass, round, accounts, worst);
        TreeMap<Long, Integer> ranks = new TreeMap<>();
        for (int place = 0; place < ranking.size(); place++) {
            ranks.put(ranking.get(place).account().key, place + 1);
        }
        for (Fact.Deleveraging line : lines) {
            Integer rank = ranks.get(venue.openings().find(line.target()));
            if (rank == null) {
                misplaced.add(new Misplaced(line.target(), "deleveraged, though it is no target", line.rank()));
            } else if (rank != line.rank()) {
                misplaced.add(new Misplaced(line.target(), "rank in the order of ADL", line.rank() - (long) rank));
            }
        }
        if (venue.scenario().venue().adl().allocation() == VenueSpec.Adl.Allocation.QUEUE) {
            for (int place = 0; place < Math.min(last - 1, ranking.size()); place++) {
                passedOver(pass, round, ranking.get(place).account(), place + 1, closed, lines, misplaced);
            }
        }
    }

    private void passedOver(
            Fact.PassSettled pass,
            Round round,
            ShadowAccount account,
            int rank,
            Map<Long, Long> closed,
            List<Fact.Deleveraging> lines,
            List<Misplaced> misplaced) {
        long left = Math.absExact(account.size(round.market())) - closed.getOrDefault(account.key, 0L);
        if (left == 0) {
            return;
        }
        for (Fact.Deleveraging line : lines) {
            if (line.rank() > rank && crosses(pass, round, account, line)) {
                return;
            }
        }
        String name = venue.openings().name((int) (account.key >>> 32), (int) account.key);
        misplaced.add(new Misplaced(name, "size that ADL passed over at rank " + rank, left));
    }

    /** Whether the line's price is beyond the account's own bankruptcy price, to a micro-dollar of the whole position. */
    private boolean crosses(Fact.PassSettled pass, Round round, ShadowAccount account, Fact.Deleveraging line) {
        long size = account.size(round.market());
        long maintenance = margin.maintenance(account, pass.mark());
        long ofLeg = margin.maintenance(account, round.market(), pass.mark());
        long equity = account.equity(pass.mark());
        long share = maintenance == 0 ? equity : Exact.floor(equity, ofLeg, maintenance);
        long bankrupt = Math.subtractExact(Math.multiplyExact(size, pass.mark()[round.market()]), share);
        long atPrice = Exact.floor(size, line.consideration(), line.size());
        return atPrice <= Math.addExact(bankrupt, 1);
    }

    private List<Ranked> ranking(Fact.PassSettled pass, Round round, ShadowAccount[][] accounts, Score worst) {
        List<Ranked> ranking = new ArrayList<>();
        for (ShadowAccount[] population : accounts) {
            for (ShadowAccount account : population) {
                if (Long.signum(account.size(round.market())) == round.side()
                        && account.unrealised(round.market(), pass.mark()) > 0
                        && account.equity(pass.mark()) > 0) {
                    Score score = score(pass, round, account);
                    if (score.compareTo(worst) >= 0 && hasMargin(pass, account)) {
                        ranking.add(new Ranked(account, score));
                    }
                }
            }
        }
        ranking.sort((a, b) -> {
            int byScore = b.score().compareTo(a.score());
            return byScore != 0 ? byScore : Long.compare(a.account().key, b.account().key);
        });
        return ranking;
    }

    private boolean hasMargin(Fact.PassSettled pass, ShadowAccount account) {
        return margin.equityAfterHaircuts(account, pass.mark()) >= margin.maintenance(account, pass.mark());
    }

    private Score score(Fact.PassSettled pass, Round round, ShadowAccount account) {
        int market = round.market();
        long[] mark = pass.mark();
        long size = account.size(market);
        long value = Math.max(1, Math.absExact(Math.multiplyExact(size, mark[market])));
        long profit = account.unrealised(market, mark);
        long cost = Math.max(1, Math.absExact(Math.multiplyExact(size, mark[market]) - profit));
        long equity = Math.max(1, account.equity(mark));
        return switch (venue.scenario().venue().adl().ranking()) {
            case HYPERLIQUID -> {
                long notional = account.notional(mark);
                yield size > 0
                        ? Score.of(new long[] {value, notional}, new long[] {cost, equity})
                        : Score.of(new long[] {cost, notional}, new long[] {value, equity});
            }
            case BINANCE ->
                Score.of(
                        new long[] {Math.max(0, profit), margin.maintenance(account, mark)},
                        new long[] {Math.max(DOLLAR, account.cash), equity});
            case BITMEX ->
                Score.of(new long[] {profit, value, Math.max(1, margin.maintenance(account, mark))}, new long[] {
                    cost, equity, Math.max(1, margin.maintenance(account, market, mark))
                });
            case PNL -> Score.of(new long[] {profit}, new long[] {equity});
            case RANDOM -> random(pass.tick(), market, account);
        };
    }

    private Score random(long tick, int market, ShadowAccount account) {
        String name = venue.openings().name((int) (account.key >>> 32), (int) account.key);
        long seed = venue.scenario().seed();
        RandomStream stream = RandomStream.of(seed, RandomStream.hash(name), tick, RandomStream.mix(PURPOSE + market));
        return Score.of(new long[] {stream.nextLong() >>> 1}, new long[] {1});
    }
}
