package io.backstop.node.http;

import java.time.Duration;

/**
 * How much, how long and how often.
 *
 * @param submissionBytes the largest submission
 * @param bodyBytes the largest other body
 * @param body how long a body may take to come
 * @param call how long an answer may take
 * @param submission how long a submission may take: a large scenario is checked first
 * @param health how long a health check may take
 * @param poll how often a run is looked at for somebody who waits for it
 * @param keepAlive how often a silent stream of events says that it lives
 * @param drain how long answers under way may take when the node goes down
 */
record HttpLimits(
        long submissionBytes,
        long bodyBytes,
        Duration body,
        Duration call,
        Duration submission,
        Duration health,
        Duration poll,
        Duration keepAlive,
        Duration drain) {
    static final HttpLimits DEFAULT = new HttpLimits(
            64L << 20,
            256L << 10,
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(120),
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));
}
