/** Stack frames around a place in an app's code: how control got there, and what was going on below. */
import type { Leaf, SignatureType } from './culprits.js'

/** A frame before it has an address. Binary `app` stands for the app's own executable. */
export interface Frame {
  readonly symbol: string
  readonly binary: string
  readonly file: string
  readonly line: number
  /** Bytes into the symbol's code. */
  readonly offset: number
  /** What Apple advises about it: a key of `advice`. */
  readonly insight?: string
}

const frame = (binary: string, symbol: string, file: string, line: number, offset: number): Frame =>
  ({ binary, symbol, file, line, offset })

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
const launching = frame(
  'UIKitCore',
  '-[UIApplication _callInitializationDelegatesWithActions:forCanvas:payload:fromOriginatingProcess:]',
  'UIApplication.m',
  2410,
  3228
)

/** From the thread's start to the app's own code. */
export const callers: Record<SignatureType, readonly Frame[]> = {
  HANGS: [
    ...mainThread,
    ...runLoop,
    frame('UIKitCore', '-[UIViewController viewDidLayoutSubviews]', 'UIViewController.m', 11872, 48),
    frame('app', 'CatalogViewController.refresh()', 'CatalogViewController.swift', 176, 344)
  ],
  DISK_WRITES: [
    ...queue,
    frame('app', 'closure #1 in SyncEngine.run()', 'SyncEngine.swift', 203, 180),
    frame('app', '-[SyncTask writeItems:]', 'SyncTask.m', 157, 144)
  ],
  LAUNCHES: [
    ...mainThread,
    launching,
    frame('app', 'AppDelegate.application(_:didFinishLaunchingWithOptions:)', 'AppDelegate.swift', 38, 388)
  ]
}

const preparingLayout = frame(
  'UIKitCore',
  '-[UICollectionViewLayout _prepareForTransitionToLayout:]',
  'UICollectionViewLayout.m',
  2118,
  508
)
const stepping = frame('libsqlite3.dylib', 'sqlite3_step', 'sqlite3.c', 91144, 300)

/** What is going on below the place. */
export const leaves: Record<Leaf, readonly Frame[]> = {
  decode: [
    frame('ImageIO', 'CGImageSourceCreateImageAtIndex', 'CGImageSource.cpp', 5210, 392),
    frame('AppleJPEG', 'aj_decode_all_mcu_rows', 'decode.c', 884, 1220)
  ],
  layout: [
    frame('UIKitCore', '-[UICollectionView performBatchUpdates:completion:]', 'UICollectionView.m', 6144, 64),
    preparingLayout
  ],
  query: [
    stepping,
    frame('libsqlite3.dylib', 'sqlite3VdbeExec', 'sqlite3.c', 97602, 40188),
    frame('libsystem_kernel.dylib', 'pread', 'pread.s', 12, 8)
  ],
  parse: [
    frame('Foundation', '-[NSJSONReader parseData:options:error:]', 'NSJSONSerialization.m', 701, 116),
    frame('libsystem_malloc.dylib', 'szone_malloc_should_clear', 'magazine_malloc.c', 213, 92)
  ],
  read: [
    frame('Foundation', '-[NSData initWithContentsOfFile:options:error:]', 'NSData.m', 512, 144),
    frame('libsystem_kernel.dylib', 'read', 'read.s', 9, 8)
  ],
  wait: [
    frame('libdispatch.dylib', '_dispatch_semaphore_wait_slow', 'semaphore.c', 98, 132),
    frame('libsystem_kernel.dylib', 'semaphore_timedwait_trap', 'semaphore.s', 7, 8)
  ],
  write: [
    frame('Foundation', '-[NSData writeToFile:options:error:]', 'NSData.m', 940, 204),
    frame('libsystem_kernel.dylib', 'write', 'write.s', 11, 8)
  ],
  commit: [
    frame('CoreData', '-[NSManagedObjectContext save:]', 'NSManagedObjectContext.m', 1622, 876),
    frame('libsqlite3.dylib', 'sqlite3VdbeHalt', 'sqlite3.c', 84011, 1832),
    frame('libsystem_kernel.dylib', 'fsync', 'fsync.s', 6, 8)
  ],
  spill: [
    stepping,
    { ...frame('libsqlite3.dylib', 'vdbeSorterListToPMA', 'sqlite3.c', 103877, 196), insight: 'SQLiteSpill' },
    frame('libsystem_kernel.dylib', 'pwrite', 'pwrite.s', 10, 8)
  ]
}

/** Advice that Apple gives for what is seen below a place. */
export const advice: Readonly<Record<string, { readonly url: string, readonly text: string }>> = {
  SQLiteSpill: {
    url: 'doc://com.apple.documentation/documentation/xcode/reducing-disk-writes#Use-Appropriate-Indices',
    text: 'SQLite spill file detected. Add appropriate index to improve performance.'
  }
}
