package io.backstop.node.server;

import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster.
 *
 * @param name as its configuration says; null if it has not said yet
 * @param address of remoting, such as {@code pekko://backstop@127.0.0.1:7001}
 * @param http where its HTTP answers; null if it has not said yet
 * @param status {@code joining}, {@code weakly-up}, {@code up}, {@code leaving}, {@code exiting}, {@code down} or {@code removed}
 * @param version of its build
 */
public record NodeMember(
        @Nullable String name,
        String address,
        @Nullable String http,
        String status,
        boolean reachable,
        boolean oldest,
        boolean self,
        @Nullable String version) {}
