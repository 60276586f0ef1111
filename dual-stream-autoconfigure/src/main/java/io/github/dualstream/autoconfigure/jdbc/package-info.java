/**
 * Selection of the database of the tables, and their creation and check at startup.
 */
@NullMarked
package io.github.dualstream.autoconfigure.jdbc;

import org.jspecify.annotations.NullMarked;
