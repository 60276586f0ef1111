/**
 * Event store in a relational database.
 */
@NullMarked
package io.github.dualstream.aggregate.jdbc;

import org.jspecify.annotations.NullMarked;
