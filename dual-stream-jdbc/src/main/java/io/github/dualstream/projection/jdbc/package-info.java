/**
 * Store of the progress of projections in a database.
 */
@NullMarked
package io.github.dualstream.projection.jdbc;

import org.jspecify.annotations.NullMarked;
