// csi-double is a CSI driver for tests: its volumes are directories that every node sees, its snapshots are copies of them.
// Everything that talks to it is real: snapshot-controller, csi-snapshotter, csi-provisioner, kubelet.
package main

import (
	"context"
	"flag"
	"log"
	"net"
	"os"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc"
)

const driverName = "double.gameday.dev"

func main() {
	socket := flag.String("socket", "", "where the CSI services listen")
	dir := flag.String("dir", "", "the folder of volumes and snapshots; the same on every node")
	node := flag.String("node", "", "serve the node part, as this node; without it the controller part")
	registry := flag.String("registry", "", "the kubelet's plugins_registry folder; only with --node")
	flag.Parse()
	if *socket == "" || *dir == "" || (*node == "") != (*registry == "") {
		log.Fatal("csi-double: --socket and --dir are needed, and --registry with --node")
	}

	server := grpc.NewServer(grpc.UnaryInterceptor(logged))
	csi.RegisterIdentityServer(server, &identity{})
	if *node == "" {
		csi.RegisterControllerServer(server, newController(*dir))
	} else {
		csi.RegisterNodeServer(server, &nodePlugin{id: *node, dir: *dir})
		go register(*registry, *socket)
	}
	log.Fatal(server.Serve(listen(*socket)))
}

// listen takes the place of a socket that a power cut left behind.
func listen(path string) net.Listener {
	_ = os.Remove(path)
	listener, err := net.Listen("unix", path)
	if err != nil {
		log.Fatal(err)
	}
	return listener
}

func logged(ctx context.Context, request any, call *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	response, err := next(ctx, request)
	if err != nil {
		log.Printf("%s %v: %v", call.FullMethod, request, err)
	}
	return response, err
}
