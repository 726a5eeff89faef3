/**
 * The HTTP side of a node, and the client that speaks to it: routes, the bearer token, limits and time-outs, one shape of
 * errors, progress as server-sent events, metrics, and the published description of all that ({@code openapi.json}).
 */
@NullMarked
package io.backstop.node.http;

import org.jspecify.annotations.NullMarked;
