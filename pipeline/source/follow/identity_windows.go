package follow

import (
	"io/fs"
	"os"

	"golang.org/x/sys/windows"

	"scrim/pipeline/checkpoint"
)

// identify opens the file: the listing of a folder does not have its index.
func identify(path string, _ fs.FileInfo) (checkpoint.File, error) {
	f, err := open(path)
	if err != nil {
		return checkpoint.File{}, err
	}
	defer f.Close()
	return identifyOpen(f)
}

// identifyOpen takes the volume's number and the file's index on it.
func identifyOpen(f *os.File) (checkpoint.File, error) {
	var info windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(windows.Handle(f.Fd()), &info); err != nil {
		return checkpoint.File{}, &fs.PathError{Op: "identify", Path: f.Name(), Err: err}
	}
	index := uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow)
	return checkpoint.File{Device: uint64(info.VolumeSerialNumber), Inode: index}, nil
}

// open lets others rename and delete the file meanwhile, as rotation does.
func open(path string) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}
