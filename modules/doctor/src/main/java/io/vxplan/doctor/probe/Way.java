package io.vxplan.doctor.probe;

/// By which interface a host takes part in the probe of an overlay.
public enum Way {
    /// A VXLAN device of the overlay's VNI, made for the probe: the overlay itself is not there.
    OWN,
    /// One upon the overlay's interface, which is there already: the kernel refuses a second device
    /// of the same VNI and port.
    UPON,
    /// A VXLAN device of another VNI on the same port: the overlay is there, on some hosts at
    /// least, and floods nothing.
    SPARE
}
