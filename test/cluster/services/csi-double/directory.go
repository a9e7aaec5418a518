package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// makeDirectory makes a directory with the content of another, or an empty one. It is there whole or not at all, and a
// second call changes nothing.
func makeDirectory(path, source string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	unfinished := path + ".unfinished"
	steps := []func() error{
		func() error { return os.RemoveAll(unfinished) },
		func() error { return os.MkdirAll(filepath.Dir(path), 0o755) },
		func() error { return fill(unfinished, source) },
		func() error { return os.Rename(unfinished, path) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return status.Error(codes.Internal, err.Error())
		}
	}
	return nil
}

func fill(path, source string) error {
	if source == "" {
		// Chmod, as the umask would take away what whoever a pod runs as needs.
		return errors.Join(os.Mkdir(path, 0o777), os.Chmod(path, 0o777))
	}
	if output, err := exec.Command("cp", "-a", "--reflink=auto", source, path).CombinedOutput(); err != nil {
		return fmt.Errorf("copy of %s: %w: %s", source, err, output)
	}
	return nil
}

func bytesIn(path string) int64 {
	total := int64(0)
	_ = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			if info, err := entry.Info(); err == nil {
				total += info.Size()
			}
		}
		return nil
	})
	return total
}
