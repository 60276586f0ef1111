package io.github.dualstream.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Contracts that a test writes, for a folder or a jar.
 */
final class ContractFolder {

	private final Map<String, String> files = new TreeMap<>();

	/** Contract of 'order.placed' version 1 with nothing else. */
	static Contract of(Path folder, String schema) {
		return new ContractFolder().with("order.placed/1.schema.json", schema).load(folder).all().get(0);
	}

	ContractFolder with(String file, String content) {
		this.files.put(file, content);
		return this;
	}

	Contracts load(Path folder) {
		return Contracts.load(write(folder));
	}

	Path write(Path folder) {
		this.files.forEach((file, content) -> {
			try {
				Files.createDirectories(folder.resolve(file).getParent());
				Files.writeString(folder.resolve(file), content);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		return folder;
	}

	/** Write the files as a jar. */
	URL jar(Path jar, String location) throws IOException {
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
			for (String folder : folders(location)) {
				output.putNextEntry(new JarEntry(folder));
				output.closeEntry();
			}
			for (Map.Entry<String, String> file : this.files.entrySet()) {
				output.putNextEntry(new JarEntry(location + file.getKey()));
				output.write(file.getValue().getBytes(StandardCharsets.UTF_8));
				output.closeEntry();
			}
		}
		return jar.toUri().toURL();
	}

	/** As the tools that build jars write them. */
	private Set<String> folders(String location) {
		Set<String> folders = new TreeSet<>();
		for (String file : this.files.keySet()) {
			String path = location + file;
			for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
				folders.add(path.substring(0, slash + 1));
			}
		}
		return folders;
	}

	/** Class loader with nothing but jars. */
	static URLClassLoader classLoader(URL... jars) {
		return new URLClassLoader(jars, null);
	}

}
