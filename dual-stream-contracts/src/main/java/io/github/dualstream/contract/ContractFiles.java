package io.github.dualstream.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;

/**
 * Finds the files of contracts, in all jars of the class path or in a folder.
 */
final class ContractFiles {

	private ContractFiles() {
	}

	/**
	 * Find files on the class path.
	 * @param location folder on the class path that ends with a slash
	 * @param depth number of folders between the location and the files: type, or
	 * consumer and type
	 * @param classLoader class loader to search with
	 * @return the files, in no order
	 */
	static List<ContractFile> onClassPath(String location, int depth, @Nullable ClassLoader classLoader) {
		try {
			List<ContractFile> files = new ArrayList<>();
			for (Resource resource : new PathMatchingResourcePatternResolver(classLoader)
				.getResources("classpath*:" + location + "*/".repeat(depth) + "*.json")) {
				files.add(file(depth, resource.getURL().getPath(), resource));
			}
			return files;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path cannot be searched for contracts", ex);
		}
	}

	/**
	 * Find files in a folder.
	 * @param folder the folder
	 * @param depth number of folders between the given one and the files
	 * @return the files, in no order
	 */
	static List<ContractFile> in(Path folder, int depth) {
		try (Stream<Path> paths = Files.find(folder, depth + 1,
				(path, attributes) -> attributes.isRegularFile() && path.toString().endsWith(".json"))) {
			return paths.filter((path) -> path.getNameCount() - folder.getNameCount() == depth + 1)
				.sorted(Comparator.naturalOrder())
				.map((path) -> file(depth, path.toUri().getPath(), new FileSystemResource(path)))
				.toList();
		}
		catch (IOException ex) {
			throw new InvalidContractException(folder.toString(), "cannot be searched: " + ex.getMessage(),
					"Name a folder that exists.", ex);
		}
	}

	private static ContractFile file(int depth, String path, Resource resource) {
		String[] names = StringUtils.delimitedListToStringArray(path, "/");
		return ContractFile.of((depth > 1) ? names[names.length - 3] : null, names[names.length - 2], resource);
	}

}
