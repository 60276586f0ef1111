/**
 * Auto-configuration of Spring Modulith's event externalization.
 */
@NullMarked
package io.github.dualstream.autoconfigure.modulith;

import org.jspecify.annotations.NullMarked;
