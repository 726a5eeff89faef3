/** The codecs of the worked example. */
@NullMarked
package io.backstop.shell.example;

import org.jspecify.annotations.NullMarked;
