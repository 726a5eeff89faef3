package io.backstop.adl;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.adl.AdlCommand.ClosedPair;
import io.backstop.adl.AdlMatching.Estate;
import io.backstop.adl.AdlMatching.Match;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import java.util.List;

/** How the ADL coordinator's events and messages become bytes: ids 300 to 349. */
public final class AdlCoordinatorActor implements CodecModule {
    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        300,
                        "adl.recorded:1",
                        AdlEvent.Recorded.class,
                        (out, event) -> {
                            Fields.number(out, event.tick());
                            Fields.integer(out, event.pass());
                            Fields.list(out, event.pairs(), AdlCoordinatorActor::pair);
                        },
                        in -> new AdlEvent.Recorded(
                                Fields.number(in), Fields.integer(in), Fields.list(in, AdlCoordinatorActor::pair))),
                Codec.of(
                        310,
                        "adl.command.record:1",
                        AdlCommand.Record.class,
                        (out, command) -> {
                            Fields.number(out, command.tick());
                            Fields.integer(out, command.pass());
                            Fields.list(out, command.pairs(), AdlCoordinatorActor::pair);
                        },
                        in -> new AdlCommand.Record(
                                Fields.number(in), Fields.integer(in), Fields.list(in, AdlCoordinatorActor::pair))),
                Codec.of(
                        320,
                        "adl.query.allocate:1",
                        AdlQuery.Allocate.class,
                        (out, query) -> {
                            Fields.number(out, query.tick());
                            Fields.list(out, query.rounds(), AdlCoordinatorActor::round);
                        },
                        in -> new AdlQuery.Allocate(Fields.number(in), Fields.list(in, AdlCoordinatorActor::round))),
                Codec.of(
                        330,
                        "adl.answer.allocated:1",
                        AdlAnswer.Allocated.class,
                        (out, answer) -> Fields.list(out, answer.allocations(), AdlCoordinatorActor::allocation),
                        in -> new AdlAnswer.Allocated(Fields.list(in, AdlCoordinatorActor::allocation))),
                Codec.constant(331, "adl.answer.done:1", AdlAnswer.Done.class, new AdlAnswer.Done()));
    }

    private static void pair(Output out, ClosedPair pair) {
        Fields.integer(out, pair.market());
        Fields.number(out, pair.target());
        Fields.number(out, pair.size());
        Fields.integer(out, pair.rank());
    }

    private static ClosedPair pair(Input in) {
        return new ClosedPair(Fields.integer(in), Fields.number(in), Fields.number(in), Fields.integer(in));
    }

    private static void round(Output out, AdlQuery.Round round) {
        Fields.integer(out, round.market());
        Fields.list(out, round.estates(), AdlCoordinatorActor::estate);
        Fields.list(out, round.candidates(), AdlCoordinatorActor::candidate);
    }

    private static AdlQuery.Round round(Input in) {
        return new AdlQuery.Round(
                Fields.integer(in),
                Fields.list(in, AdlCoordinatorActor::estate),
                Fields.list(in, AdlCoordinatorActor::candidate));
    }

    private static void estate(Output out, Estate estate) {
        Fields.number(out, estate.key());
        Fields.number(out, estate.size());
        Fields.number(out, estate.value());
    }

    private static Estate estate(Input in) {
        return new Estate(Fields.number(in), Fields.number(in), Fields.number(in));
    }

    private static void allocation(Output out, AdlAnswer.Allocation allocation) {
        Fields.list(out, allocation.ranked(), AdlCoordinatorActor::candidate);
        Fields.list(out, allocation.matches(), AdlCoordinatorActor::match);
        Fields.integer(out, allocation.ties());
    }

    private static AdlAnswer.Allocation allocation(Input in) {
        return new AdlAnswer.Allocation(
                Fields.list(in, AdlCoordinatorActor::candidate),
                Fields.list(in, AdlCoordinatorActor::match),
                Fields.integer(in));
    }

    private static void match(Output out, Match match) {
        Fields.integer(out, match.estate());
        Fields.integer(out, match.candidate());
        Fields.number(out, match.size());
        Fields.number(out, match.consideration());
        Fields.integer(out, match.rank());
    }

    private static Match match(Input in) {
        return new Match(
                Fields.integer(in), Fields.integer(in), Fields.number(in), Fields.number(in), Fields.integer(in));
    }

    /** A candidate's fields. */
    public static void candidate(Output out, AdlCandidate candidate) {
        Fields.number(out, candidate.key());
        Fields.text(out, candidate.name());
        Fields.integer(out, candidate.market());
        Fields.number(out, candidate.size());
        Fields.number(out, candidate.openCost());
        Fields.number(out, candidate.mark());
        Fields.number(out, candidate.equity());
        Fields.number(out, candidate.maintenance());
        Fields.number(out, candidate.legMaintenance());
        Fields.number(out, candidate.notional());
        Fields.number(out, candidate.cash());
        Fields.flag(out, candidate.hedged());
    }

    /** A candidate's fields. */
    public static AdlCandidate candidate(Input in) {
        return new AdlCandidate(
                Fields.number(in),
                Fields.text(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.flag(in));
    }
}
