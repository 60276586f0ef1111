/**
 * Faults on demand: a link between a client and a server that a test makes slow, silent
 * or broken, and a watch over stalls of the machine.
 */
@NullMarked
package io.github.dualstream.harness;

import org.jspecify.annotations.NullMarked;
