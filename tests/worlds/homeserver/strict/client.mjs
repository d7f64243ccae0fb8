// A client on matrix-js-sdk, in memory, driven by lines of JSON.
//
// Commands come as {"id", "do", ...}; each is answered by {"id", "gives"} or {"id", "error"}. What
// the homeserver brings is told as it comes: {"state"}, {"membership"}, {"message"}, {"unreadable"},
// {"receipts"}, {"verification"}. Ends with its standard input.

import { createInterface } from "node:readline";

// Standard output is for lines of JSON alone.
for (const level of ["log", "info", "warn", "error", "debug", "trace"]) {
    console[level] = (...said) => process.stderr.write(`${said.join(" ")}\n`);
}

// The library asks for what Node has since 22.
Promise.withResolvers ??= function () {
    let resolve, reject;
    const promise = new this((fulfil, refuse) => ([resolve, reject] = [fulfil, refuse]));
    return { promise, resolve, reject };
};

const sdk = await import("matrix-js-sdk");
const trust = await import("matrix-js-sdk/lib/crypto-api/index.js");

let client;
// One after another, so that what is told keeps the order of the timeline.
let telling = Promise.resolve();
// The newest verification, what answers its emoji, and the verifiers that are under way.
let request, shown;
const verifiers = new Set();
// What could not be decrypted when it came; the key may come later.
const unread = new Set();

const commands = {
    async start({ address, user, device, token, password }) {
        client = sdk.createClient({
            baseUrl: address,
            userId: user,
            deviceId: device,
            accessToken: token,
        });
        await client.initRustCrypto({ useIndexedDB: false });
        const crypto = client.getCrypto();
        crypto.setDeviceIsolationMode(new trust.OnlySignedDevicesIsolationMode());
        await crypto.bootstrapCrossSigning({
            setupNewCrossSigning: true,
            authUploadDeviceSigningKeys: (upload) =>
                upload({
                    type: "m.login.password",
                    identifier: { type: "m.id.user", user },
                    password,
                }),
        });
        listen();
        const ready = new Promise((resolve) => {
            client.on(sdk.ClientEvent.Sync, (state) => state === "PREPARED" && resolve());
        });
        await client.startClient({
            initialSyncLimit: 100,
            pendingEventOrdering: sdk.PendingEventOrdering.Detached,
        });
        await ready;
        return {};
    },

    async send({ room, kind, content }) {
        return await client.sendEvent(room, kind, content);
    },

    // Presses «Verify»: of a user, in a room, or of one device.
    async verify({ user, room, device }) {
        const crypto = client.getCrypto();
        await crypto.getUserDeviceInfo([user], true);
        follow(
            device
                ? await crypto.requestDeviceVerification(user, device)
                : await crypto.requestVerificationDM(user, room),
        );
        return {};
    },

    // Does something with the newest verification: accept, start, confirm, mismatch, cancel.
    async verification({ does }) {
        const actions = {
            accept: () => request.accept(),
            start: () => request.startVerification("m.sas.v1").then(() => changed(request)),
            cancel: () => request.cancel(),
            confirm: () => shown.confirm(),
            mismatch: () => shown.mismatch(),
        };
        await actions[does]();
        return {};
    },

    async trusts({ user }) {
        const crypto = client.getCrypto();
        await crypto.getUserDeviceInfo([user], true);
        const status = await crypto.getUserVerificationStatus(user);
        return { verified: status.isCrossSigningVerified() };
    },
};

function listen() {
    client.on(sdk.RoomStateEvent.Events, (event) => {
        tell({ state: event.event, room: event.getRoomId() });
    });
    client.on(sdk.RoomEvent.MyMembership, (room, membership) => {
        const inviter = membership === "invite" ? room.getDMInviter() : null;
        tell({ membership, inviter: inviter ?? "", room: room.roomId });
    });
    client.on(sdk.RoomEvent.Timeline, (event, room, backwards) => {
        if (!event.isState() && !backwards) {
            inTurn(event);
        }
    });
    client.on(sdk.MatrixEventEvent.Decrypted, (event) => {
        if (unread.delete(event.getId())) {
            inTurn(event);
        }
    });
    client.on(trust.CryptoEvent.VerificationRequestReceived, follow);
    client.on(sdk.RoomEvent.Receipt, (event, room) => {
        tell({ receipts: event.getContent(), room: room.roomId });
    });
}

// As Element: takes part in what was started, and shows emoji as soon as there are some.
function follow(newest) {
    request = newest;
    shown = undefined;
    request.on(trust.VerificationRequestEvent.Change, () => changed(newest));
    changed(newest);
}

function changed(followed) {
    const { phase, verifier, initiatedByMe, cancellationCode } = followed;
    if (verifier && !verifiers.has(verifier)) {
        verifiers.add(verifier);
        verifier.on(trust.VerifierEvent.ShowSas, (sas) => {
            shown = sas;
            tell({ verification: { emoji: sas.sas.emoji, decimal: sas.sas.decimal } });
        });
        verifier.verify().catch((error) => console.error(error));
    }
    tell({
        verification: {
            phase: trust.VerificationPhase[phase],
            mine: initiatedByMe,
            code: cancellationCode ?? "",
        },
    });
}

function inTurn(event) {
    telling = telling.then(() => report(event)).catch((error) => console.error(error));
}

async function report(event) {
    const encrypted = event.isEncrypted();
    if (encrypted && !event.isRedacted()) {
        await client.decryptEventIfNeeded(event);
    }
    // As it came: the library writes what it decrypted, and what it knows, into copies.
    const came = { room: event.getRoomId(), event: event.event };
    if (event.isDecryptionFailure()) {
        unread.add(event.getId());
        tell({ unreadable: event.decryptionFailureReason ?? "UNKNOWN_ERROR", ...came });
        return;
    }
    const info = encrypted ? await client.getCrypto().getEncryptionInfoForEvent(event) : null;
    tell({
        message: event.getType(),
        content: event.getOriginalContent(),
        encrypted,
        signed: info?.shieldColour === trust.EventShieldColour.NONE,
        ...came,
    });
}

function tell(line) {
    process.stdout.write(`${JSON.stringify(line)}\n`);
}

for await (const line of createInterface({ input: process.stdin })) {
    const { id, do: command, ...given } = JSON.parse(line);
    commands[command](given).then(
        (gives) => tell({ id, gives }),
        (error) => tell({ id, error: String(error) }),
    );
}
process.exit(0);
