package io.github.dualstream.test.autoconfigure;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Bootstrapper of the contexts of {@link DualStreamTest}.
 */
class DualStreamTestContextBootstrapper extends TestSliceTestContextBootstrapper<DualStreamTest> {

}
