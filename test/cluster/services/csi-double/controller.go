package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// controller makes and removes volumes ($dir/volumes/ID) and snapshots ($dir/snapshots/ID, with ID.json beside it).
type controller struct {
	csi.UnimplementedControllerServer
	dir  string
	turn sync.Mutex
}

// snapshot is what is written beside the copy; it is there only when the copy is whole.
type snapshot struct {
	Source  string
	Bytes   int64
	TakenAt time.Time
	ReadyAt time.Time
}

func newController(dir string) *controller { return &controller{dir: dir} }

func (c *controller) ControllerGetCapabilities(context.Context, *csi.ControllerGetCapabilitiesRequest) (*csi.ControllerGetCapabilitiesResponse, error) {
	response := &csi.ControllerGetCapabilitiesResponse{}
	for _, capability := range []csi.ControllerServiceCapability_RPC_Type{
		csi.ControllerServiceCapability_RPC_CREATE_DELETE_VOLUME,
		csi.ControllerServiceCapability_RPC_CREATE_DELETE_SNAPSHOT,
		csi.ControllerServiceCapability_RPC_CLONE_VOLUME,
	} {
		response.Capabilities = append(response.Capabilities, &csi.ControllerServiceCapability{
			Type: &csi.ControllerServiceCapability_Rpc{Rpc: &csi.ControllerServiceCapability_RPC{Type: capability}}})
	}
	return response, nil
}

func (c *controller) CreateVolume(_ context.Context, r *csi.CreateVolumeRequest) (*csi.CreateVolumeResponse, error) {
	c.turn.Lock()
	defer c.turn.Unlock()
	source, err := c.sourceOf(r.VolumeContentSource)
	if err != nil {
		return nil, err
	}
	if err := checkID(r.Name); err != nil {
		return nil, err
	}
	if err := makeDirectory(filepath.Join(c.dir, "volumes", r.Name), source); err != nil {
		return nil, err
	}
	return &csi.CreateVolumeResponse{Volume: &csi.Volume{
		VolumeId: r.Name, CapacityBytes: r.CapacityRange.GetRequiredBytes(), ContentSource: r.VolumeContentSource}}, nil
}

// sourceOf is the directory that a new volume begins with; "" for an empty one.
func (c *controller) sourceOf(from *csi.VolumeContentSource) (string, error) {
	path := ""
	switch {
	case from.GetSnapshot() != nil:
		path = filepath.Join(c.dir, "snapshots", from.GetSnapshot().SnapshotId)
	case from.GetVolume() != nil:
		path = filepath.Join(c.dir, "volumes", from.GetVolume().VolumeId)
	default:
		return "", nil
	}
	if _, err := os.Stat(path); err != nil {
		return "", status.Errorf(codes.NotFound, "the source of the volume is not there: %v", err)
	}
	return path, nil
}

func (c *controller) DeleteVolume(_ context.Context, r *csi.DeleteVolumeRequest) (*csi.DeleteVolumeResponse, error) {
	if err := checkID(r.VolumeId); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(filepath.Join(c.dir, "volumes", r.VolumeId)); err != nil {
		return nil, status.Error(codes.Internal, err.Error())
	}
	return &csi.DeleteVolumeResponse{}, nil
}

func (c *controller) ValidateVolumeCapabilities(_ context.Context, r *csi.ValidateVolumeCapabilitiesRequest) (*csi.ValidateVolumeCapabilitiesResponse, error) {
	return &csi.ValidateVolumeCapabilitiesResponse{
		Confirmed: &csi.ValidateVolumeCapabilitiesResponse_Confirmed{VolumeCapabilities: r.VolumeCapabilities}}, nil
}

// CreateSnapshot copies the volume while it is in use, file by file: less than what a disk array does, and enough for tests.
// The class of the snapshot can make it misbehave: readyAfter (a duration), fail (the text of an error).
func (c *controller) CreateSnapshot(_ context.Context, r *csi.CreateSnapshotRequest) (*csi.CreateSnapshotResponse, error) {
	c.turn.Lock()
	defer c.turn.Unlock()
	if text := r.Parameters["fail"]; text != "" {
		return nil, status.Error(codes.Internal, text)
	}
	if err := checkID(r.Name); err != nil {
		return nil, err
	}
	path := filepath.Join(c.dir, "snapshots", r.Name)
	taken, err := readSnapshot(path)
	if err != nil {
		if taken, err = c.take(path, r); err != nil {
			return nil, err
		}
	}
	if taken.Source != r.SourceVolumeId {
		return nil, status.Errorf(codes.AlreadyExists, "snapshot %s is of volume %s", r.Name, taken.Source)
	}
	return &csi.CreateSnapshotResponse{Snapshot: &csi.Snapshot{
		SnapshotId: r.Name, SourceVolumeId: taken.Source, SizeBytes: taken.Bytes,
		CreationTime: timestamppb.New(taken.TakenAt), ReadyToUse: !time.Now().Before(taken.ReadyAt)}}, nil
}

func (c *controller) take(path string, r *csi.CreateSnapshotRequest) (*snapshot, error) {
	readyAfter := time.Duration(0)
	if text := r.Parameters["readyAfter"]; text != "" {
		var err error
		if readyAfter, err = time.ParseDuration(text); err != nil {
			return nil, status.Errorf(codes.InvalidArgument, "readyAfter: %v", err)
		}
	}
	if err := checkID(r.SourceVolumeId); err != nil {
		return nil, err
	}
	source := filepath.Join(c.dir, "volumes", r.SourceVolumeId)
	if _, err := os.Stat(source); err != nil {
		return nil, status.Errorf(codes.NotFound, "volume %s: %v", r.SourceVolumeId, err)
	}
	now := time.Now()
	if err := makeDirectory(path, source); err != nil {
		return nil, err
	}
	taken := &snapshot{Source: r.SourceVolumeId, Bytes: bytesIn(path), TakenAt: now, ReadyAt: now.Add(readyAfter)}
	return taken, writeSnapshot(path, taken)
}

func (c *controller) DeleteSnapshot(_ context.Context, r *csi.DeleteSnapshotRequest) (*csi.DeleteSnapshotResponse, error) {
	if err := checkID(r.SnapshotId); err != nil {
		return nil, err
	}
	path := filepath.Join(c.dir, "snapshots", r.SnapshotId)
	for _, gone := range []string{path + ".json", path} {
		if err := os.RemoveAll(gone); err != nil {
			return nil, status.Error(codes.Internal, err.Error())
		}
	}
	return &csi.DeleteSnapshotResponse{}, nil
}

func readSnapshot(path string) (*snapshot, error) {
	text, err := os.ReadFile(path + ".json")
	if err != nil {
		return nil, err
	}
	taken := &snapshot{}
	return taken, json.Unmarshal(text, taken)
}

func writeSnapshot(path string, taken *snapshot) error {
	text, err := json.Marshal(taken)
	if err == nil {
		err = os.WriteFile(path+".json.new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(path+".json.new", path+".json")
	}
	if err != nil {
		return status.Error(codes.Internal, err.Error())
	}
	return nil
}

var plainID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*$`)

// checkID keeps a name from leading out of the folder.
func checkID(id string) error {
	if !plainID.MatchString(id) {
		return status.Errorf(codes.InvalidArgument, "%q cannot be the id of a volume or snapshot here", id)
	}
	return nil
}
