package io.backstop.report;

import java.util.List;

/**
 * What produced a run, for its manifest.
 *
 * @param version of this build
 * @param rulesVersion that decides the outcome
 * @param runtime {@code cluster} or {@code in-process}
 * @param journal {@code memory}, {@code h2} or {@code postgres}
 * @param partitions of accounts
 * @param command arguments of the command line
 */
public record RunInfo(
        String version, String rulesVersion, String runtime, String journal, int partitions, List<String> command) {}
