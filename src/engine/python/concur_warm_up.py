"""What a worker does before the barrier where its phases are timed apart, as src/engine/worker/warm-up.ts does."""

import math
import time


async def warm_up(work, host, job, channel, loaded_ns, now_ns):
    """Takes its inputs, does its first unit cold, goes on for a while, and begins anew."""
    profiling = job["profiling"]
    inputs_ns = inputs_sent_ns = None
    if profiling["hasInputs"]:
        message = await channel.order("inputs")
        inputs_ns = now_ns()
        host.inputs, inputs_sent_ns = message["inputs"], message["sentNs"]
    host.rehearsing = True
    first_result_ns = await _rehearse(work, job, channel, now_ns)
    round_trip_ns = await _median_round_trip(channel, profiling["roundTrips"])
    host.rehearsing = False
    work.restart()
    times = {"loadedNs": loaded_ns, "inputsNs": inputs_ns, "firstResultNs": first_result_ns}
    if channel.launched_ns is not None:
        times["launchedNs"] = channel.launched_ns - int(job["epochNs"])
    if inputs_sent_ns is not None:
        times["inputsSentNs"] = inputs_sent_ns - int(job["epochNs"])
        if channel.is_at_home:
            times["inputsNs"] = times["inputsSentNs"]
    channel.send({"type": "warm", "warmUp": dict(times, roundTripNs=round_trip_ns)})


async def _rehearse(work, job, channel, now_ns):
    """Gives the time at which the first unit was done."""
    share = job["work"]["amount"].get("units", math.inf)
    end_ns = now_ns() + job["profiling"]["warmUpMs"] * 1e6
    first_result_ns, done = now_ns(), 0
    while share > 0 and (done == 0 or now_ns() < end_ns):
        # Whoever has few units does them again.
        if done > 0 and done % share == 0:
            work.restart()
        running = work.run(1)
        if running is not None:
            await running
        if done == 0:
            first_result_ns = now_ns()
        done += 1
        if job["cooperative"]:
            await channel.turn()
    return first_result_ns


async def _median_round_trip(channel, count):
    if channel.is_at_home:
        return None
    trips = []
    for trip in range(count):
        sent_ns = time.monotonic_ns()
        await channel.exchange(trip)
        trips.append(time.monotonic_ns() - sent_ns)
    return sorted(trips)[count // 2] if trips else None
