/**
 * Names of the tables in a relational database.
 */
@NullMarked
package io.github.dualstream.jdbc;

import org.jspecify.annotations.NullMarked;
