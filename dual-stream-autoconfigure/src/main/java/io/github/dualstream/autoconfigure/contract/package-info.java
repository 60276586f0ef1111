/**
 * Auto-configuration of contracts, their meters and the AsyncAPI document.
 */
@NullMarked
package io.github.dualstream.autoconfigure.contract;

import org.jspecify.annotations.NullMarked;
