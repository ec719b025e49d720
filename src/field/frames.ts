/** Stack frames around a place in an app's code: how control got there, and what was going on beside and below. */
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

/** A frame, how often it is met among those beside it, and what it calls. What is left was spent in it itself. */
export interface Branch { readonly frame: Frame, readonly weight: number, readonly calls: readonly Branch[] }

const frame = (binary: string, symbol: string, file: string, line: number, offset: number): Frame =>
  ({ binary, symbol, file, line, offset })

const branch = (weight: number, frame: Frame, ...calls: readonly Branch[]): Branch => ({ weight, frame, calls })

const mainThread: readonly [Frame, ...Frame[]] = [
  frame('dyld', 'start', 'dyldMain.cpp', 1298, 2104),
  frame('app', 'main', 'main.swift', 12, 68),
  frame('UIKitCore', 'UIApplicationMain', 'UIApplication.m', 5324, 336)
]
const runLoop = [
  frame('UIKitCore', '-[UIApplication _run]', 'UIApplication.m', 3714, 888),
  frame('GraphicsServices', 'GSEventRunModal', 'GSEvent.c', 2196, 164),
  frame('CoreFoundation', 'CFRunLoopRunSpecific', 'CFRunLoop.c', 3434, 608)
]
const queue: readonly [Frame, ...Frame[]] = [
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
export const callers: Record<SignatureType, readonly [start: Frame, ...others: Frame[]]> = {
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

const memmove = frame('libsystem_platform.dylib', '_platform_memmove', 'memmove.s', 61, 148)
const malloc = frame('libsystem_malloc.dylib', 'szone_malloc_should_clear', 'magazine_malloc.c', 213, 92)
const release = frame('libobjc.A.dylib', 'objc_release', 'NSObject.mm', 1774, 16)
const bindings = frame('libswiftCore.dylib', 'swift_conformsToProtocol', 'ProtocolConformance.cpp', 1004, 212)

/** What else the last caller did meanwhile, by how the caller got there: each a call beside the one to the place. */
export const asides: Record<SignatureType, readonly Branch[]> = {
  HANGS: [
    branch(
      0.6,
      frame('app', 'CatalogViewController.updateBadges()', 'CatalogViewController.swift', 231, 88),
      branch(0.7, frame('UIKitCore', '-[UILabel setText:]', 'UILabel.m', 1406, 132))
    ),
    branch(0.4, frame('QuartzCore', 'CA::Layer::layout_if_needed(CA::Transaction*)', 'CALayer.mm', 10218, 508))
  ],
  DISK_WRITES: [
    branch(
      0.7,
      frame('app', '-[SyncTask appendJournal:]', 'SyncTask.m', 188, 60),
      branch(0.9, frame('libsystem_kernel.dylib', 'write', 'write.s', 11, 8))
    ),
    branch(0.3, frame('Foundation', '-[NSFileHandle synchronizeFile]', 'NSFileHandle.m', 866, 76))
  ],
  LAUNCHES: [
    branch(
      0.6,
      frame('app', 'AppDelegate.makeWindow()', 'AppDelegate.swift', 71, 204),
      branch(0.6, frame('UIKitCore', '-[UIStoryboard instantiateInitialViewController]', 'UIStoryboard.m', 208, 96))
    ),
    branch(0.4, bindings)
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
const executing = frame('libsqlite3.dylib', 'sqlite3VdbeExec', 'sqlite3.c', 97602, 40188)
const fetching = frame('libsqlite3.dylib', 'getPageNormal', 'sqlite3.c', 62450, 492)

/** What is going on below the place: mostly the first, and beside it whatever else the place does. */
export const leaves: Record<Leaf, readonly Branch[]> = {
  decode: [
    branch(
      0.8,
      frame('ImageIO', 'CGImageSourceCreateImageAtIndex', 'CGImageSource.cpp', 5210, 392),
      branch(0.6, frame('AppleJPEG', 'aj_decode_all_mcu_rows', 'decode.c', 884, 1220)),
      branch(0.25, frame('AppleJPEG', 'aj_idct_16x16_first_pass', 'idct.c', 312, 604)),
      branch(0.1, malloc)
    ),
    branch(0.2, frame('CoreGraphics', 'argb32_image_mark_RGB32', 'argb32.c', 1533, 1092))
  ],
  layout: [
    branch(
      0.75,
      frame('UIKitCore', '-[UICollectionView performBatchUpdates:completion:]', 'UICollectionView.m', 6144, 64),
      branch(0.65, preparingLayout, branch(0.5, frame('libobjc.A.dylib', 'objc_msgSend', 'objc-msg-arm64.s', 184, 56))),
      branch(0.3, frame('UIFoundation', '-[NSString boundingRectWithSize:options:]', 'NSStringDrawing.m', 942, 236))
    ),
    branch(0.25, frame('libswiftCore.dylib', 'swift_retain', 'HeapObject.cpp', 402, 44))
  ],
  query: [
    branch(
      0.85,
      stepping,
      branch(
        0.9,
        executing,
        branch(0.5, fetching, branch(0.9, frame('libsystem_kernel.dylib', 'pread', 'pread.s', 12, 8))),
        branch(0.3, frame('libsqlite3.dylib', 'sqlite3BtreeNext', 'sqlite3.c', 75308, 196)),
        branch(0.1, memmove)
      )
    ),
    branch(0.15, frame('libsqlite3.dylib', 'sqlite3_prepare_v2', 'sqlite3.c', 142016, 116))
  ],
  parse: [
    branch(
      0.8,
      frame('Foundation', '-[NSJSONReader parseData:options:error:]', 'NSJSONSerialization.m', 701, 116),
      branch(0.45, malloc),
      branch(0.3, frame('CoreFoundation', 'CFStringCreateWithBytes', 'CFString.c', 1687, 72)),
      branch(0.15, memmove)
    ),
    branch(0.2, release)
  ],
  read: [
    branch(
      0.85,
      frame('Foundation', '-[NSData initWithContentsOfFile:options:error:]', 'NSData.m', 512, 144),
      branch(0.75, frame('libsystem_kernel.dylib', 'read', 'read.s', 9, 8)),
      branch(0.2, frame('libsystem_kernel.dylib', 'open', 'open.s', 8, 8))
    ),
    branch(0.15, frame('Foundation', '-[NSKeyedUnarchiver decodeObjectForKey:]', 'NSKeyedArchiver.m', 2210, 188))
  ],
  wait: [
    branch(
      0.9,
      frame('libdispatch.dylib', '_dispatch_semaphore_wait_slow', 'semaphore.c', 98, 132),
      branch(1, frame('libsystem_kernel.dylib', 'semaphore_timedwait_trap', 'semaphore.s', 7, 8))
    ),
    branch(0.1, frame('CFNetwork', '-[__NSURLSessionLocal taskForClassInfo:]', 'LocalSession.mm', 743, 300))
  ],
  write: [
    branch(
      0.85,
      frame('Foundation', '-[NSData writeToFile:options:error:]', 'NSData.m', 940, 204),
      branch(0.75, frame('libsystem_kernel.dylib', 'write', 'write.s', 11, 8)),
      branch(0.2, frame('libsystem_kernel.dylib', 'rename', 'rename.s', 8, 8))
    ),
    branch(0.15, frame('Foundation', '-[NSFileManager createDirectoryAtPath:]', 'NSFileManager.m', 1322, 168))
  ],
  commit: [
    branch(
      0.9,
      frame('CoreData', '-[NSManagedObjectContext save:]', 'NSManagedObjectContext.m', 1622, 876),
      branch(
        0.7,
        frame('libsqlite3.dylib', 'sqlite3VdbeHalt', 'sqlite3.c', 84011, 1832),
        branch(0.7, frame('libsystem_kernel.dylib', 'fsync', 'fsync.s', 6, 8)),
        branch(0.25, frame('libsystem_kernel.dylib', 'pwrite', 'pwrite.s', 10, 8))
      ),
      branch(0.2, frame('CoreData', '_prepareResultsFromResultSet', 'NSSQLCore.m', 5120, 340))
    ),
    branch(0.1, release)
  ],
  spill: [
    branch(
      0.9,
      stepping,
      branch(
        0.75,
        { ...frame('libsqlite3.dylib', 'vdbeSorterListToPMA', 'sqlite3.c', 103877, 196), insight: 'SQLiteSpill' },
        branch(0.9, frame('libsystem_kernel.dylib', 'pwrite', 'pwrite.s', 10, 8))
      ),
      branch(0.2, executing, branch(0.5, memmove))
    ),
    branch(0.1, frame('libsqlite3.dylib', 'sqlite3_bind_text', 'sqlite3.c', 92210, 84))
  ]
}

/** Advice that Apple gives for what is seen below a place. */
export const advice: Readonly<Record<string, { readonly url: string, readonly text: string }>> = {
  SQLiteSpill: {
    url: 'doc://com.apple.documentation/documentation/xcode/reducing-disk-writes#Use-Appropriate-Indices',
    text: 'SQLite spill file detected. Add appropriate index to improve performance.'
  }
}
