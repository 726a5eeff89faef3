package io.backstop.node.runtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.backstop.shell.codec.KryoTable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Pekko's fence at join: nodes of a cluster have the same rules, and codec tables of which one extends the other. Which one may
 * extend which depends on who joins, and is checked before by {@link JoinRules}.
 */
public final class SameRules extends JoinConfigCompatChecker {
    private static final String RULES = "backstop.cluster.rules-version";
    private static final String CODECS = "backstop.cluster.codecs";

    /** What a node says of itself. */
    static Config config(String rulesVersion, KryoTable table) {
        return ConfigFactory.empty()
                .withValue(RULES, ConfigValueFactory.fromAnyRef(rulesVersion))
                .withValue(CODECS, ConfigValueFactory.fromIterable(table.lines()));
    }

    @Override
    public Seq<String> requiredKeys() {
        return CollectionConverters.asScala(List.of(RULES, CODECS)).toList();
    }

    @Override
    public ConfigValidation check(Config toCheck, Config actual) {
        if (!toCheck.hasPath(RULES) || !toCheck.hasPath(CODECS)) {
            return refused("the other node does not say which rules it has");
        }
        if (!toCheck.getString(RULES).equals(actual.getString(RULES))) {
            return refused("rules version " + toCheck.getString(RULES) + " instead of " + actual.getString(RULES));
        }
        Set<String> theirs = new TreeSet<>(toCheck.getStringList(CODECS));
        Set<String> ours = new TreeSet<>(actual.getStringList(CODECS));
        return theirs.containsAll(ours) || ours.containsAll(theirs)
                ? Valid$.MODULE$
                : refused("the codec tables contradict each other");
    }

    private static ConfigValidation refused(String why) {
        return new Invalid(CollectionConverters.asScala(List.of(why)).toList());
    }
}
