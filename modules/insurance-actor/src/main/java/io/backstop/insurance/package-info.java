/** The insurance fund of a protocol: caps, tranches, takeover inventory and the sharing of losses. */
@NullMarked
package io.backstop.insurance;

import org.jspecify.annotations.NullMarked;
