/**
 * Auto-configuration and properties.
 */
@NullMarked
package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.NullMarked;
