/**
 * Promises of the transport SPI as tests. A transport extends the abstract classes of
 * this package, and passes.
 */
@NullMarked
package io.github.dualstream.transport.contract;

import org.jspecify.annotations.NullMarked;
