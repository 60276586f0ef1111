package io.github.dualstream.test.slices;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Application whose slices are tested.
 */
@SpringBootApplication
class SlicedApplication {

}
