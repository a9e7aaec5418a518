package main

import (
	"context"
	"log"
	"path/filepath"

	"google.golang.org/grpc"
	registration "k8s.io/kubelet/pkg/apis/pluginregistration/v1"
)

// register tells the kubelet where this plug-in listens: the kubelet watches the folder, and asks what it finds there.
func register(registry, socket string) {
	server := grpc.NewServer()
	registration.RegisterRegistrationServer(server, &registrar{socket: socket})
	log.Fatal(server.Serve(listen(filepath.Join(registry, driverName+".sock"))))
}

type registrar struct {
	registration.UnsafeRegistrationServer
	socket string
}

func (r *registrar) GetInfo(context.Context, *registration.InfoRequest) (*registration.PluginInfo, error) {
	return &registration.PluginInfo{
		Type: registration.CSIPlugin, Name: driverName, Endpoint: r.socket, SupportedVersions: []string{"1.0.0"},
	}, nil
}

func (r *registrar) NotifyRegistrationStatus(_ context.Context, status *registration.RegistrationStatus) (*registration.RegistrationStatusResponse, error) {
	if !status.PluginRegistered {
		log.Printf("the kubelet did not register %s: %s", driverName, status.Error)
	}
	return &registration.RegistrationStatusResponse{}, nil
}
