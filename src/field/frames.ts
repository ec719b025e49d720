/** Stack frames around a place in an app's code: how control got there, and what was going on below. */
import type { SignatureType } from './signatures.js'

/** A frame before it has an address. Binary `app` stands for the app's own executable. */
export interface Frame { readonly symbol: string, readonly binary: string, readonly file: string, readonly line: number, readonly offset: number, readonly insight?: string }

const frame = (binary: string, symbol: string, file: string, line: number, offset: number, insight?: string): Frame =>
  ({ binary, symbol, file, line, offset, ...(insight === undefined ? {} : { insight }) })

const mainThread = [
  frame('dyld', 'start', 'dyldMain.cpp', 1298, 2104),
  frame('app', 'main', 'main.swift', 12, 68),
  frame('UIKitCore', 'UIApplicationMain', 'UIApplication.m', 5324, 336)
]
const runLoop = [
  frame('UIKitCore', '-[UIApplication _run]', 'UIApplication.m', 3714, 888),
  frame('GraphicsServices', 'GSEventRunModal', 'GSEvent.c', 2196, 164),
  frame('CoreFoundation', 'CFRunLoopRunSpecific', 'CFRunLoop.c', 3434, 608)
]
const queue = [
  frame('libdispatch.dylib', '_dispatch_call_block_and_release', 'init.c', 1518, 32),
  frame('libdispatch.dylib', '_dispatch_client_callout', 'object.m', 561, 20)
]

/** From the thread's start to the app's own code. */
export const callers: Record<SignatureType, readonly Frame[]> = {
  HANGS: [...mainThread, ...runLoop,
    frame('UIKitCore', '-[UIViewController viewDidLayoutSubviews]', 'UIViewController.m', 11872, 48),
    frame('app', 'CatalogViewController.refresh()', 'CatalogViewController.swift', 176, 344)],
  DISK_WRITES: [...queue,
    frame('app', 'closure #1 in SyncEngine.run()', 'SyncEngine.swift', 203, 180),
    frame('app', '-[SyncTask writeItems:]', 'SyncTask.m', 157, 144)],
  LAUNCHES: [...mainThread,
    frame('UIKitCore', '-[UIApplication _callInitializationDelegatesWithActions:forCanvas:payload:fromOriginatingProcess:]', 'UIApplication.m', 2410, 3228),
    frame('app', 'AppDelegate.application(_:didFinishLaunchingWithOptions:)', 'AppDelegate.swift', 38, 388)]
}

/** What is going on below the place. */
export const leaves: Readonly<Record<string, readonly Frame[]>> = {
  decode: [frame('ImageIO', 'CGImageSourceCreateImageAtIndex', 'CGImageSource.cpp', 5210, 392), frame('AppleJPEG', 'aj_decode_all_mcu_rows', 'decode.c', 884, 1220)],
  layout: [frame('UIKitCore', '-[UICollectionView performBatchUpdates:completion:]', 'UICollectionView.m', 6144, 64), frame('UIKitCore', '-[UICollectionViewLayout _prepareForTransitionToLayout:]', 'UICollectionViewLayout.m', 2118, 508)],
  query: [frame('libsqlite3.dylib', 'sqlite3_step', 'sqlite3.c', 91144, 300), frame('libsqlite3.dylib', 'sqlite3VdbeExec', 'sqlite3.c', 97602, 40188), frame('libsystem_kernel.dylib', 'pread', 'pread.s', 12, 8)],
  parse: [frame('Foundation', '-[NSJSONReader parseData:options:error:]', 'NSJSONSerialization.m', 701, 116), frame('libsystem_malloc.dylib', 'szone_malloc_should_clear', 'magazine_malloc.c', 213, 92)],
  read: [frame('Foundation', '-[NSData initWithContentsOfFile:options:error:]', 'NSData.m', 512, 144), frame('libsystem_kernel.dylib', 'read', 'read.s', 9, 8)],
  wait: [frame('libdispatch.dylib', '_dispatch_semaphore_wait_slow', 'semaphore.c', 98, 132), frame('libsystem_kernel.dylib', 'semaphore_timedwait_trap', 'semaphore.s', 7, 8)],
  write: [frame('Foundation', '-[NSData writeToFile:options:error:]', 'NSData.m', 940, 204), frame('libsystem_kernel.dylib', 'write', 'write.s', 11, 8)],
  commit: [frame('CoreData', '-[NSManagedObjectContext save:]', 'NSManagedObjectContext.m', 1622, 876), frame('libsqlite3.dylib', 'sqlite3VdbeHalt', 'sqlite3.c', 84011, 1832), frame('libsystem_kernel.dylib', 'fsync', 'fsync.s', 6, 8)],
  spill: [frame('libsqlite3.dylib', 'sqlite3_step', 'sqlite3.c', 91144, 300), frame('libsqlite3.dylib', 'vdbeSorterListToPMA', 'sqlite3.c', 103877, 196, 'SQLiteSpill'), frame('libsystem_kernel.dylib', 'pwrite', 'pwrite.s', 10, 8)]
}

/** Advice that Apple gives for what is seen below a place. */
export const advice: Readonly<Record<string, { readonly url: string, readonly text: string }>> = {
  SQLiteSpill: {
    url: 'doc://com.apple.documentation/documentation/xcode/reducing-disk-writes#Use-Appropriate-Indices',
    text: 'SQLite spill file detected. Add appropriate index to improve performance.'
  }
}

/** Releases of the operating system: from when (ms since the Unix epoch), how logs name it. */
export const systems: ReadonlyArray<{ readonly since: number, readonly name: string }> = [
  { since: Date.UTC(2019, 8, 30), name: 'iPhone OS 13.1.2 (17A860)' },
  { since: Date.UTC(2020, 10, 5), name: 'iPhone OS 14.2 (18B92)' },
  { since: Date.UTC(2021, 2, 26), name: 'iPhone OS 14.4.2 (18D70)' },
  { since: Date.UTC(2021, 9, 25), name: 'iPhone OS 15.1 (19B74)' },
  { since: Date.UTC(2022, 9, 24), name: 'iPhone OS 16.1 (20B82)' },
  { since: Date.UTC(2023, 9, 25), name: 'iPhone OS 17.1 (21B74)' },
  { since: Date.UTC(2024, 9, 28), name: 'iPhone OS 18.1 (22B83)' },
  { since: Date.UTC(2025, 10, 3), name: 'iPhone OS 26.1 (23B85)' }
]
