/**
 * Sagas in a relational database.
 */
@NullMarked
package io.github.dualstream.saga.jdbc;

import org.jspecify.annotations.NullMarked;
