/**
 * Outbox in a relational database.
 */
@NullMarked
package io.github.dualstream.outbox.jdbc;

import org.jspecify.annotations.NullMarked;
