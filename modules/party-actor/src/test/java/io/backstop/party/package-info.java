@NullMarked
package io.backstop.party;

import org.jspecify.annotations.NullMarked;
