/** The one persistent Pekko shell around every entity, its Kryo serializer and the shard of an id. */
@NullMarked
package io.backstop.shell;

import org.jspecify.annotations.NullMarked;
