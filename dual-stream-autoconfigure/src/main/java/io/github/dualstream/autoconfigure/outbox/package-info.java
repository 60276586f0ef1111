/**
 * Auto-configuration of the transactional outbox.
 */
@NullMarked
package io.github.dualstream.autoconfigure.outbox;

import org.jspecify.annotations.NullMarked;
