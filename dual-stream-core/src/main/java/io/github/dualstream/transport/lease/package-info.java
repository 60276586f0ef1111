/**
 * Consumer groups of logs that do not distribute partitions themselves: the members of a
 * group share them by leases, which fence what they commit.
 */
@NullMarked
package io.github.dualstream.transport.lease;

import org.jspecify.annotations.NullMarked;
